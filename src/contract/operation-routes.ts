import { createRoute, z } from "@hono/zod-openapi";
import { problems } from "./problem.ts";
import { NOT_MODIFIED, json, needs, ok } from "./route.ts";

const tags = ["operation"];
const Health = z
  .object({ status: z.enum(["ok", "starting", "stopping", "store-damaged", "store-unavailable"]) })
  .openapi("Health");

export const getLive = createRoute({
  ...needs("none"),
  ...{ tags, operationId: "getLive", method: "get" },
  path: "/health/live",
  summary: "Does the process answer?",
  responses: { ...ok(Health, "It does.") },
});

export const getReady = createRoute({
  ...needs("none"),
  ...{ tags, operationId: "getReady", method: "get" },
  path: "/health/ready",
  summary: "Should requests be sent here?",
  responses: {
    ...ok(Health, "The model is loaded and the store answers."),
    503: { description: "Not now.", content: json(Health) },
  },
});

export const getMetrics = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getMetrics", method: "get" },
  path: "/metrics",
  summary: "Figures for Prometheus",
  responses: {
    200: { description: "Text format 0.0.4.", content: { "text/plain": { schema: z.string() } } },
    ...problems(),
  },
});

export const getOpenApi = createRoute({
  ...needs("none"),
  ...{ tags, operationId: "getOpenApi", method: "get" },
  path: "/openapi.json",
  summary: "This contract (OpenAPI 3.1)",
  responses: { ...ok(z.object({ openapi: z.string() }).loose(), "The document."), ...NOT_MODIFIED },
});

export const getDocs = createRoute({
  ...needs("none"),
  ...{ tags, operationId: "getDocs", method: "get" },
  path: "/docs",
  summary: "This contract as a page",
  responses: {
    200: { description: "A page.", content: { "text/html": { schema: z.string() } } },
    ...NOT_MODIFIED,
  },
});
