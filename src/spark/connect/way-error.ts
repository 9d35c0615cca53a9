import type { ConnectError } from "@connectrpc/connect";
import { SparkError } from "../../core/errors.ts";
import { isAboutTheWay, systemCodes } from "./transient.ts";

/** What failures on the way to the server mean, by the codes of Node's errors. */
const BY_CODE: readonly (readonly [RegExp, string, string, "unreachable" | "refused"])[] = [
  [
    /^ECONNREFUSED$/u,
    "nothing listens there",
    "start the Connect server, or check host and port",
    "unreachable",
  ],
  [
    /^(?:ENOTFOUND|EAI_AGAIN)$/u,
    "there is no host of that name",
    "check the address",
    "unreachable",
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/u,
    "its certificate is of another host",
    "use the name that stands in the certificate",
    "refused",
  ],
  [/^CERT_HAS_EXPIRED$/u, "its certificate has expired", "have it renewed", "refused"],
  [
    /^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_)/u,
    "its certificate is not trusted here",
    "name the certificate of who signed it, in PEM, by NODE_EXTRA_CA_CERTS",
    "refused",
  ],
  [
    /^(?:ERR_SSL_|EPROTO$)/u,
    "it does not speak TLS there, as use_ssl=true and a token ask for",
    "let it speak TLS, or reach a server of this machine as localhost",
    "refused",
  ],
];

/** The server cannot be reached, or not be trusted. */
export function wayError(step: string, address: string, failure: ConnectError): SparkError {
  const codes = systemCodes(failure);
  for (const [pattern, finding, remedy, fault] of BY_CODE) {
    if (codes.some((code) => pattern.test(code))) {
      return new SparkError(`Cannot ${step}: ${address}: ${finding}; ${remedy}`, fault);
    }
  }
  if (!isAboutTheWay(failure)) return unreadableError(step, address, failure);
  return new SparkError(
    `Cannot ${step}: the connection to ${address} failed and did not come back (${failure.rawMessage}); see that the Connect server runs and the network is up`,
    "unreachable",
  );
}

/** Something else is spoken there, or this side cannot write what it wants: the same will happen next time. */
function unreadableError(step: string, address: string, failure: ConnectError): SparkError {
  return new SparkError(
    `Cannot ${step}: the request to ${address}, or its answer, is none of Spark Connect's (${failure.rawMessage}); check that a Connect server listens there, else it is a mistake of this program's: please report it`,
    "failed",
  );
}

/** The server speaks TLS and was spoken to in plain text. */
export function needsTlsError(step: string, address: string): SparkError {
  return new SparkError(
    `Cannot ${step}: ${address}: it speaks TLS there; add /;use_ssl=true to the address`,
    "refused",
  );
}
