import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.{ts,tsx}",
      "test/**/*.test.ts",
      "tools/**/*.test.mjs",
      "bench/**/*.test.mjs",
    ],
    setupFiles: ["test/support/no-output.ts"],
    maxWorkers: "100%", // vitest leaves one core alone, which on two is half of them
    testTimeout: 30_000, // for the slowest machine; a unit test takes milliseconds
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } }, // a browser on a busy machine
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["**/*.test.{ts,tsx}", "**/*.d.ts", "src/kernels/assembly/**"],
    },
  },
});
