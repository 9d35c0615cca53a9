import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runForJson, runMatinee } from "../../../test/support/cli-run.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { parseApiKey } from "../../server/access/api-key.ts";
import { openStore } from "../../store/open-store.ts";

describe("matinee keys", () => {
  test("create prints the key alone, and says beside it that it is not shown again", async () => {
    const place = { cwd: temporaryFolder() };
    const { status, stdout, stderr } = await runMatinee(
      ...[place, "keys", "create", "--scopes", "write, read", "--name", "site", "--rate", "50"],
    );
    expect(status).toBe(0);
    const given = parseApiKey(`Bearer ${stdout.trim()}`);
    expect(given?.id).toMatch(/^[0-9A-Za-z]{12}$/u);
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain("not shown again");
    expect(stderr).not.toContain(given!.secret);
    const { keys } = await runForJson(place, "keys", "list");
    expect(keys).toMatchObject([
      { id: given!.id, name: "site", scopes: ["read", "write"], rate: 50, revokedAt: null },
    ]);
  });

  test("list shows no secret, and nothing that a name could do to a terminal", async () => {
    const place = { cwd: temporaryFolder() };
    const name = "\u001b[2Jevil\nname";
    const { key } = await runForJson(
      ...[place, "keys", "create", "--scopes", "admin", "--name", name],
    );
    const { stdout } = await runMatinee(place, "keys", "list");
    const { id, secret } = parseApiKey(`Bearer ${String(key)}`)!;
    expect(stdout).toContain(id);
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain("\u001b");
    expect(stdout.trim().split("\n")).toHaveLength(2);
  });

  test("revoke is for good, and known by the list", async () => {
    const place = { cwd: temporaryFolder() };
    const { id } = await runForJson(place, "keys", "create", "--scopes", "read");
    const { stdout, status } = await runMatinee(place, "keys", "revoke", String(id));
    expect([status, stdout]).toEqual([
      0,
      `The key ${String(id)} is revoked; servers refuse it a second later.\n`,
    ]);
    const { keys } = (await runForJson(place, "keys", "list")) as { keys: { revokedAt: string }[] };
    expect(Date.parse(keys[0]!.revokedAt)).toBeGreaterThan(0);
  });

  test("--store says where; without it, nothing but the home of data is touched", async () => {
    const place = { cwd: temporaryFolder() };
    const argv = ["--scopes", "read", "--store", "other.sqlite"];
    const { stderr } = await runMatinee(place, "keys", "create", ...argv);
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain('--store other.sqlite" revokes it');
    expect(stderr.replaceAll(/\s+/gu, "")).toContain(join(place.cwd, "other.sqlite"));
    expect((await runMatinee(place, "keys", "list")).status).toBe(3);
    const { keys } = await runForJson(place, "keys", "list", "--store", "other.sqlite");
    expect(keys).toHaveLength(1);
  });

  test.each([
    [["create"], "--scopes"],
    [["create", "--scopes", "read,everything"], 'got "everything"'],
    [["create", "--scopes", ""], "--scopes must be some of read,write,admin"],
    [["create", "--scopes", "read", "--rate", "-1"], "--rate must be"],
    [["create", "--scopes", "read", "--rate", "1.5"], "--rate must be"],
    [["create", "--scopes", "read", "--name", "x".repeat(101)], "--name may have 100"],
  ])("%j is wrong usage", async (argv, told) => {
    const { status, stdout, stderr } = await runMatinee(
      { cwd: temporaryFolder() },
      "keys",
      ...argv,
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain(told);
  });

  test("an empty list says how to make one", async () => {
    const place = { cwd: temporaryFolder() };
    await (await openStore(join(place.cwd, "empty.sqlite"))).close();
    const { stdout, stderr } = await runMatinee(place, "keys", "list", "--store", "empty.sqlite");
    expect(stdout).toBe("");
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain(
      'There are no keys yet; "matinee keys create --scopes read,write --store empty.sqlite" makes one',
    );
  });

  test.each([[["list"]], [["revoke", "nosuchkey123"]]])(
    "%j: a store that is not there is told, and not made",
    async (argv) => {
      const place = { cwd: temporaryFolder() };
      const { status, stdout, stderr } = await runMatinee(
        place,
        ...["keys", ...argv, "--store", "mistyped.sqlite"],
      );
      expect([status, stdout]).toEqual([3, ""]);
      expect(stderr.replaceAll(/\s+/gu, " ")).toContain(
        "there is no such file; name it by --store",
      );
      expect(existsSync(join(place.cwd, "mistyped.sqlite"))).toBe(false);
    },
  );

  test("revoke takes the whole key too, and no message holds a secret", async () => {
    const place = { cwd: temporaryFolder() };
    const { key, id } = await runForJson(place, "keys", "create", "--scopes", "read");
    const secret = String(key).slice(-43);
    const mistyped = `mat_${"0".repeat(12)}_${secret}`;
    for (const wrong of [mistyped, `${String(key)}x`, String(key).slice(0, -1), secret]) {
      const { status, stdout, stderr } = await runMatinee(place, "keys", "revoke", wrong);
      expect([status, stdout]).toEqual([2, ""]);
      const told = stderr.replaceAll(/\s+/gu, " ");
      expect(told).toContain('there is none; "matinee keys list" shows their ids');
      expect(told).not.toContain(secret.slice(0, 20));
    }
    const { stdout } = await runMatinee(place, "keys", "revoke", String(key));
    expect(stdout).toContain(`The key ${String(id)} is revoked`);
  });
});
