import { createServer } from "node:net";
import { once } from "node:events";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { fakeSpark } from "../../../test/support/spark/fake-spark.ts";
import { failure } from "../../../test/support/spark/responses.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../../../test/support/spark/test-certificate.ts";
import { AbortedError, SparkError } from "../../core/errors.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession, type OpenSessionOptions } from "./open-session.ts";

const QUICK: OpenSessionOptions = {
  openingMs: 1000,
  refusedMs: 50,
  retry: { firstWaitMs: 2, longestWaitMs: 20, totalMs: 1000 },
};
const TLS = { key: TEST_KEY, cert: TEST_CERTIFICATE };
const SECRET = "s3cr3t-t0k3n";

async function refusal(address: string, options: OpenSessionOptions = {}): Promise<SparkError> {
  const error: unknown = await openSession(parseSparkAddress(address), {
    ...QUICK,
    ...options,
  }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SparkError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
  return error as SparkError;
}

describe("opening a session", () => {
  it("tells version and address, sends who asks, and ends it at the close", async () => {
    const spark = await fakeSpark({ version: "4.0.1" });
    const session = await openSession(parseSparkAddress(`${spark.address}/;x-cluster=blue`));
    expect([session.version, session.address]).toEqual(["4.0.1", spark.address]);
    expect(spark.headers["x-cluster"]).toBe("blue");
    await Promise.all([session.close(), session.close()]);
    expect(spark.calls.filter((call) => call === "releaseSession")).toHaveLength(1);
  });

  it.each(["3.5.9", ""])("needs Spark 4: the server says %j", async (version) => {
    const { address } = await fakeSpark({ version });
    const error = await refusal(address);
    expect(error.fault).toBe("unsupported");
    const found = version === "" ? "tells no version" : "is 3.5.9";
    expect(error.message).toBe(
      `Cannot open a session with Spark: it needs Spark 4.0 or later, the server at ${address} ${found}; start a Connect server of Spark 4`,
    );
  });

  it("says that nothing listens", async () => {
    const spark = await fakeSpark();
    await spark.vanish();
    const error = await refusal(spark.address);
    expect(error.fault).toBe("unreachable");
    expect(error.message).toContain(`${spark.address}: nothing listens there; start the Connect`);
  });

  it("says that there is no such host", async () => {
    const error = await refusal("sc://no-such-host.invalid");
    expect(error.fault).toBe("unreachable");
    expect(error.message).toContain("there is no host of that name; check the address");
  });

  it("ends in time when a server takes the connection and says nothing", async () => {
    const mute = createServer().listen(0, "127.0.0.1");
    await once(mute, "listening");
    onTestFinished(() => void mute.close());
    const address = mute.address();
    const port = typeof address === "object" ? address?.port : undefined;
    let connections = 0;
    mute.on("connection", () => (connections += 1));
    const begun = performance.now();
    const error = await refusal(`sc://127.0.0.1:${port}`, { openingMs: 300 });
    expect(error.fault).toBe("unreachable");
    expect(error.message).toContain("did not come back (no answer within 1 s)");
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(connections).toBe(1);
  });

  it("does not wait long where nothing listens", async () => {
    const spark = await fakeSpark();
    await spark.vanish();
    const patient = { openingMs: 60_000, refusedMs: 100, retry: { totalMs: 60_000 } };
    const error = await refusal(spark.address, patient);
    expect(error.message).toContain(`${spark.address}: nothing listens there; start the Connect`);
  });

  it("ends when the signal is set", async () => {
    const { address } = await fakeSpark();
    const opening = openSession(parseSparkAddress(address), { signal: AbortSignal.abort() });
    await expect(opening).rejects.toBeInstanceOf(AbortedError);
  });

  it("closes without an error when the server is gone", async () => {
    const spark = await fakeSpark();
    const session = await openSession(parseSparkAddress(spark.address), { farewellMs: 50 });
    await spark.vanish();
    await expect(session.close()).resolves.toBeUndefined();
  });
});

describe("TLS and token", () => {
  it("are used together, with a certificate that the caller trusts", async () => {
    const spark = await fakeSpark({ tls: TLS, token: SECRET });
    const session = await openSession(parseSparkAddress(`${spark.address}/;token=${SECRET}`), {
      certificateAuthority: TEST_CERTIFICATE,
    });
    expect(spark.headers["authorization"]).toBe(`Bearer ${SECRET}`);
    expect(inspect(session, { depth: 9, showHidden: true })).not.toContain(SECRET);
    await session.close();
  });

  it("stay apart on localhost, where a token may go without TLS", async () => {
    const spark = await fakeSpark({ token: SECRET });
    const address = parseSparkAddress(`sc://localhost:${spark.port}`);
    const session = await openSession(address, { token: SECRET });
    expect(spark.headers["authorization"]).toBe(`Bearer ${SECRET}`);
    await session.close();
  });

  it("refuse a certificate that nobody vouches for, at once", async () => {
    const { address } = await fakeSpark({ tls: TLS });
    const error = await refusal(`${address}/;use_ssl=true`, { openingMs: 60_000 });
    expect(error.fault).toBe("refused");
    expect(error.message).toBe(
      `Cannot open a session with Spark: ${address}: its certificate is not trusted here; name the certificate of who signed it, in PEM, by NODE_EXTRA_CA_CERTS`,
    );
  });

  it("say that the server speaks TLS when it is spoken to in plain text, at once", async () => {
    const { address } = await fakeSpark({ tls: TLS });
    const error = await refusal(address, { openingMs: 60_000 });
    expect(error.fault).toBe("refused");
    expect(error.message).toContain("it speaks TLS there; add /;use_ssl=true to the address");
  });

  it("say that the server does not speak TLS when a token asks for it, at once", async () => {
    const { address } = await fakeSpark();
    const error = await refusal(`${address}/;token=${SECRET}`, { openingMs: 60_000 });
    expect(error.fault).toBe("refused");
    expect(error.message).toContain("it does not speak TLS there");
  });

  it("never tell a token, not even when the server does", async () => {
    const spark = await fakeSpark({ token: "another" });
    const error = await refusal(`sc://localhost:${spark.port}`, { token: SECRET });
    expect(error.fault).toBe("refused");
    expect(error.message).toBe(
      `Cannot open a session with Spark: Spark at sc://localhost:${spark.port} says: Invalid authentication token: Bearer [hidden]; give the right token (;token=… in the address, or SPARK_CONNECT_AUTHENTICATE_TOKEN)`,
    );
  });

  it("never tell what a header of the address holds, nor where a long message is cut", async () => {
    const told = `${"x".repeat(395)} ${SECRET}`;
    const spark = await fakeSpark({
      answer: () => [failure({ message: told, details: [told, `cause ${SECRET}`] })],
    });
    const session = await openSession(parseSparkAddress(`${spark.address}/;x-key=${SECRET}`));
    const work = session.execute("cache the ratings", "CACHE TABLE r");
    await expect(work).rejects.toThrow(
      /^Cannot cache the ratings: Spark at \S+ says: x{395} \[hid…$/u,
    );
    await session.close();
  });

  it("refuse a token that no header can hold, without telling it", async () => {
    const opening = openSession(parseSparkAddress("sc://localhost"), { token: `${SECRET}\n` });
    await expect(opening).rejects.toThrow(/^Cannot use the token for Spark: it is empty or has/u);
  });
});
