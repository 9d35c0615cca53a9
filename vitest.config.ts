import { defineConfig } from "vitest/config";

/** What looks at its process as a whole: memory, globals, mocks, kernels that are compiled anew, threads of its own. */
const APART = [
  "src/cli/commands/train-on-spark.test.ts",
  "src/io/read-ahead.test.ts",
  "src/io/zip-files.test.ts",
  "src/kernels/**/*.test.ts",
  "src/parallel/**/*.test.ts",
  "src/server/node.test.ts",
  "src/server/ratings/line-splitter.test.ts",
  "src/server/ratings/ratings.test.ts",
  "src/web/state/browser-store.test.ts",
];

export default defineConfig({
  test: {
    setupFiles: ["test/support/no-output.ts"],
    maxWorkers: "100%", // vitest leaves one core alone, which on two is half of them
    testTimeout: 30_000, // for the slowest machine; a unit test takes milliseconds
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } }, // a browser or a process on a busy machine
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["**/*.test.{ts,tsx}", "**/*.d.ts", "src/kernels/assembly/**"],
    },
    // In the order of their names: the long ones first, so that no core is idle in the end.
    projects: [
      {
        extends: true,
        test: {
          name: "apart",
          include: [...APART, "test/**/*.test.ts", "tools/**/*.test.mjs", "bench/**/*.test.mjs"],
        },
      },
      {
        extends: true,
        test: {
          name: "together",
          include: ["src/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", ...APART],
          isolate: false, // a process and its modules anew take half a second a file
        },
      },
    ],
  },
});
