import { expect, onTestFinished, test } from "vitest";
import { describeWithPostgres } from "../../test/support/postgres.ts";
import { openStore } from "./open-store.ts";
import { placeOf } from "./postgres.ts";
import type { Store } from "./store.ts";

async function opened(address: string, waitMs = 5_000): Promise<Store> {
  const store = await openStore(address, { waitMs });
  onTestFinished(async () => await store.close());
  return store;
}

const RATING = { personId: "ann", movieId: "1", rating: 1, ratedAt: 1 };

test.each([
  ["postgres://u:secret@host:5433/db?password=secret", "postgres://host:5433/db"],
  ["postgresql://host/db", "postgres://host/db"],
  ["postgres:///db?host=%2Frun%2Fpg&sslmode=disable", "postgres:///run/pg/db"],
])("%s is shown without what is secret", (address, place) => {
  expect(placeOf(address)).toBe(place);
});

test("an address that is no URL is refused without being shown", async () => {
  await expect(openStore("postgres://u:sec#ret@[/db")).rejects.toMatchObject({
    fault: "unavailable",
    message: expect.not.stringMatching(/sec|ret@/u),
  });
});

test("a server that is not there is unavailable", async () => {
  await expect(openStore("postgres://u:secret@127.0.0.1:1/db")).rejects.toMatchObject({
    fault: "unavailable",
    message:
      "Cannot open the store postgres://127.0.0.1:1/db: Postgres cannot be reached; start it, or check host and port",
  });
});

describeWithPostgres("a store in Postgres", (server) => {
  test("is migrated once by many that open it at the same time", async () => {
    const address = await server().freshSchema();
    const stores = await Promise.all(Array.from({ length: 6 }, async () => await opened(address)));
    await Promise.all(
      stores.map(async (store, k) => await store.putRating({ ...RATING, movieId: String(k) })),
    );
    expect(await stores[0]!.counts()).toEqual({ people: 1, ratings: 6, signals: 0 });
  });

  test("of a later version, beside other tables, or in another encoding is refused", async () => {
    const later = await server().freshDatabase();
    await (await openStore(later)).close();
    const name = new URL(later).pathname.slice(1);
    await server().query(name, "update store_version set version = 99");
    await expect(openStore(later)).rejects.toMatchObject({ fault: "newer" });
    const taken = await server().freshDatabase();
    await server().query(new URL(taken).pathname.slice(1), "create table people (id integer)");
    await expect(openStore(taken)).rejects.toThrow(
      'it has a table "people" that is not matinee\'s',
    );
    const ascii = await server().freshDatabase(
      "encoding 'SQL_ASCII' locale 'C' template template0",
    );
    await expect(openStore(ascii)).rejects.toThrow("encoding is SQL_ASCII");
    await expect(openStore(server().address("nowhere"))).rejects.toMatchObject({
      fault: "unavailable",
      message: expect.stringContaining("Postgres has no such database; create it, or name another"),
    });
  });

  test("writes to the disk even where the server's default is not to", async () => {
    const address = await server().freshDatabase();
    const name = new URL(address).pathname.slice(1);
    await server().query("postgres", `alter database ${name} set synchronous_commit = off`);
    const store = await opened(address);
    await store.putRating(RATING);
    // Asked of the store's own session: the only one that is called matinee on this database.
    await server().query(
      name,
      "create function committed() returns trigger language plpgsql as $$ begin " +
        "new.movie_id := current_setting('synchronous_commit'); return new; end $$;" +
        "create trigger t before insert on signals for each row execute function committed()",
    );
    await store.putSignals([{ personId: "ann", movieId: "x", signal: "seen", markedAt: 1 }]);
    expect((await store.readPerson("ann"))?.signals[0]?.movieId).toBe("on");
  });

  test("is unavailable while the server is stopped, and works again by itself", async () => {
    const store = await opened(await server().freshDatabase(), 1_000);
    await store.putRating(RATING);
    for (const end of [async () => await server().stop(), async () => await server().kill()]) {
      const running = Promise.allSettled(
        Array.from(
          { length: 30 },
          async (_, k) => await store.putRating({ ...RATING, movieId: `m${k}` }),
        ),
      );
      await end();
      for (const result of await running) {
        if (result.status === "rejected")
          expect(result.reason).toMatchObject({ fault: "unavailable" });
      }
      await expect(store.revisionOf("ann")).rejects.toMatchObject({ fault: "unavailable" });
      await expect(store.putRating(RATING)).rejects.toMatchObject({ fault: "unavailable" });
      await server().start();
      await store.putRating({ ...RATING, movieId: "after" });
      const person = await store.readPerson("ann");
      const acknowledged = (await running).filter(({ status }) => status === "fulfilled").length;
      expect(person?.ratings.length).toBeGreaterThanOrEqual(acknowledged);
    }
  });

  test("fails soon after the waiting time where the server has the connection and does not answer", async () => {
    const store = await opened(await server().freshDatabase(), 400);
    await store.putRating(RATING);
    const backends = await server().query(
      "postgres",
      "select pid from pg_stat_activity where application_name = 'matinee' and state = 'idle'",
    );
    const each = (signal: NodeJS.Signals): void => {
      for (const { pid } of backends) process.kill(Number(pid), signal);
    };
    each("SIGSTOP");
    try {
      const begin = performance.now();
      await expect(store.putRatings([RATING])).rejects.toMatchObject({ fault: "unavailable" });
      expect(performance.now() - begin).toBeLessThan(1_700); // two waits would be longer
    } finally {
      each("SIGCONT");
    }
    await store.putRatings([RATING]);
  });

  test("that must be there is not made", async () => {
    const address = await server().freshSchema();
    await expect(openStore(address, { mustExist: true })).rejects.toMatchObject({
      ...{ fault: "foreign", message: expect.stringContaining("there is none yet") },
    });
    await (await openStore(address)).close();
    await (await openStore(address, { mustExist: true })).close();
  });

  test("waits for a row that another holds no longer than it should", async () => {
    const address = await server().freshDatabase();
    const name = new URL(address).pathname.slice(1);
    const store = await opened(address, 300);
    await store.putRating(RATING);
    const holding = server().query(
      name,
      "begin; update people set revision = 'x'; select pg_sleep(1.5); commit",
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(store.putRating(RATING)).rejects.toMatchObject({ fault: "unavailable" });
    await holding;
    await store.putRating(RATING);
  });

  test("tries deadlocks again that others cause", async () => {
    const address = await server().freshDatabase();
    const name = new URL(address).pathname.slice(1);
    const store = await opened(address);
    await store.putRatings([RATING, { ...RATING, personId: "bob" }]);
    const others = "update people set revision = 'x' where person_id =";
    const holding = server().query(
      name,
      `begin; ${others} 'bob'; select pg_sleep(0.5); ${others} 'ann'; commit`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await store.putRatings([RATING, { ...RATING, personId: "bob" }]);
    await holding.catch(() => {}); // either of the two may be the one that is undone
    expect(await store.counts()).toEqual({ people: 2, ratings: 2, signals: 0 });
  });
});
