import { describe, expect, test } from "vitest";
import { fakeService } from "../../../test/support/fake-service.ts";
import { ROUTES } from "../../contract/routes.ts";
import { makeApi } from "../api.ts";

const OWN = "http://127.0.0.1:5757";
const FRIEND = "https://films.example";

function asked(allowOrigins: readonly string[] = []) {
  const { service } = fakeService();
  const rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(false), allowOrigins };
  const api = makeApi(service, rules, [
    (app) => {
      for (const { method, getRoutingPath } of Object.values(ROUTES)) {
        app.on(
          method.toUpperCase(),
          getRoutingPath(),
          () => new Response("reached", { headers: { Vary: "Authorization" } }),
        );
      }
    },
  ]);
  return async (method: string, path: string, headers: Record<string, string>) =>
    await api.fetch(new Request(OWN + path, { method, headers }));
}

describe("a page elsewhere, with no key needed", () => {
  const closed = Object.values(ROUTES).filter((route) => route["x-scope"] !== "none");

  test.each(closed.map(({ method, path }) => [method.toUpperCase(), path]))(
    "reaches nothing by %s %s",
    async (method, path) => {
      const ask = asked([FRIEND]);
      const address = path.replaceAll(/\{\w+\}/gu, "1");
      for (const headers of [
        { Origin: "https://evil.example" },
        { Origin: "null" },
        { Origin: "http://127.0.0.1:8080" },
        { Origin: "http://localhost:5757" },
        { Origin: `${OWN}.evil.example` },
        { Origin: "https://films.example.evil.example" },
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
      ]) {
        const response = await ask(method, address, headers);
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({ code: "foreign-origin" });
        expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
      }
    },
  );

  test("may ask what anyone may, and cannot read it", async () => {
    const response = await asked()("GET", "/health/live", { Origin: "https://evil.example" });
    expect(response.status).toBe(200);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
    expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
  });

  test("learns nothing from asking whether it may ask", async () => {
    const preflight = { Origin: "https://evil.example", "Access-Control-Request-Method": "PUT" };
    const response = await asked([FRIEND])("OPTIONS", "/v1/people/ann/ratings/1", preflight);
    expect(response.status).toBe(403);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-"))).toEqual([]);
  });
});

describe("who is let in", () => {
  test.each([
    [{}],
    [{ Origin: OWN }],
    [{ Origin: OWN.replace("http", "https") }],
    [{ Origin: OWN, "Sec-Fetch-Site": "same-origin" }],
    [{ "Sec-Fetch-Site": "same-origin" }],
    [{ "Sec-Fetch-Site": "none" }],
  ])("a program, and the server's own page: %j", async (headers) => {
    expect((await asked()("GET", "/v1/people/ann/picks", headers)).status).toBe(200);
  });

  test("pages of an origin that was configured, which can read answers and problems", async () => {
    const ask = asked([FRIEND]);
    const ok = await ask("GET", "/v1/people/ann/picks", {
      Origin: FRIEND,
      "Sec-Fetch-Site": "cross-site",
    });
    const gone = await ask("GET", "/v1/nothing", { Origin: FRIEND });
    expect([ok.status, gone.status]).toEqual([200, 404]);
    for (const { headers } of [ok, gone]) {
      expect(headers.get("Access-Control-Allow-Origin")).toBe(FRIEND);
      expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
      expect(headers.get("Vary")).toContain("Origin");
    }
    expect(ok.headers.get("Vary")).toContain("Authorization");
    expect(await ok.text()).toBe("reached");
  });

  test("a preflight of theirs hears of methods and headers", async () => {
    const preflight = { Origin: FRIEND, "Access-Control-Request-Method": "PUT" };
    const { status, headers } = await asked([FRIEND])(
      "OPTIONS",
      "/v1/people/ann/ratings/1",
      preflight,
    );
    expect(status).toBe(204);
    expect(headers.get("Access-Control-Allow-Methods")).toContain("PUT");
    expect(headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
  });
});
