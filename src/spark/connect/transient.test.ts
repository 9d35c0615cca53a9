import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { fakeSpark } from "../../../test/support/spark/fake-spark.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession } from "./open-session.ts";
import { tableRelation } from "./relations.ts";
import { readServerError } from "./server-error.ts";
import { isTransient } from "./transient.ts";

function passes(failure: ConnectError): boolean {
  return isTransient(failure, readServerError(failure));
}

function nodeError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

it.each([
  new ConnectError("busy", Code.Unavailable),
  new ConnectError("late", Code.DeadlineExceeded),
  new ConnectError("http/2 stream closed with error code CANCEL (0x8)", Code.Canceled),
  new ConnectError("http/2 stream closed with error code INTERNAL_ERROR (0x2)", Code.Internal),
  new ConnectError("protocol error: missing status", Code.Internal),
  new ConnectError("protocol error: promised 9 bytes, received 4", Code.InvalidArgument),
  ...["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE", "ERR_HTTP2_STREAM_ERROR"].map((code) =>
    ConnectError.from(nodeError(code), Code.Internal),
  ),
])("a way that fails may be better later: $message", (failure) => {
  expect(passes(failure)).toBe(true);
});

it.each([
  ConnectError.from(new TypeError("x is not a function")),
  ConnectError.from(nodeError("ERR_INVALID_ARG_TYPE"), Code.Internal),
  ConnectError.from(nodeError("ERR_HTTP2_INVALID_HEADER_VALUE"), Code.Internal),
  new ConnectError("serialize binary: cannot encode", Code.Internal),
  new ConnectError("HTTP 500", Code.Unknown),
  new ConnectError("HTTP 403", Code.PermissionDenied),
  ConnectError.from(nodeError("EPROTO"), Code.Internal),
])("what is wrong with a request stays so: $message", (failure) => {
  expect(passes(failure)).toBe(false);
});

it("a request that cannot be written fails at once, and says why", async () => {
  const spark = await fakeSpark({});
  const session = await openSession(parseSparkAddress(spark.address));
  const fit = session.fit(
    "fit",
    { name: "ALS", params: { rank: { int: 1.5 } } },
    tableRelation("r"),
  );
  await expect(fit).rejects.toThrow(
    /^Cannot fit: the request to sc:\S+, or its answer, is none of Spark Connect's \(serialize binary: .*int32.*\); check/u,
  );
  expect(spark.asked).toEqual([]);
  await session.close();
});
