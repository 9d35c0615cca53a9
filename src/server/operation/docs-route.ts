import type { ProblemCode } from "../../contract/problem.ts";
import { PROBLEMS, PROBLEM_CODES, PROBLEM_TYPE } from "../../contract/problem.ts";
import { curlOf, exampleOf } from "./docs-example.ts";
import type { Answer, Operation, Parameter, Route, Schema, Schemas } from "./docs-model.ts";
import type { Field } from "./docs-schema.ts";
import { fieldTable, fieldsOf, kindOf } from "./docs-schema.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";
import { prose } from "./prose.ts";

const JSON_TYPE = "application/json";

/** Everything about one route. */
export function routeSection(route: Route, schemas: Schemas): Markup {
  const { method, path, operation } = route;
  return html`<article id="${operation.operationId}">
    <h3>${operation.summary}</h3>
    <p class="address">
      <span class="method ${method.toLowerCase()}">${method}</span> <code>${breakable(path)}</code>
    </p>
    <p class="quiet">${scopeText(operation["x-scope"])}</p>
    ${operation.description === undefined ? "" : html`<p>${prose(operation.description)}</p>`}
    ${parameterTable(operation.parameters ?? [], schemas)} ${bodyTable(operation, schemas)}
    <h4>Request</h4>
    <pre tabindex="0"><code>${curlOf(route, schemas)}</code></pre>
    ${Object.entries(operation.responses).map(([status, answer]) => answerPart(status, answer, schemas))}
    ${problemLine(operation)}
  </article> `;
}

/** A path that a narrow screen may break before each slash. */
export function breakable(path: string): Markup {
  return html`${path.split(/(?=\/)/u).map((part) => html`${part}<wbr />`)}`;
}

function scopeText(scope: string | undefined): Markup {
  return scope === "none" || scope === undefined
    ? html`Answered to anyone.`
    : html`For keys with the scope <strong>${scope}</strong>.`;
}

function parameterTable(parameters: readonly Parameter[], schemas: Schemas): Markup {
  const fields = (place: string): Field[] =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required = false, schema }) => ({
        ...{ name, required, kind: kindOf(schema, schemas) },
        description: schema.description ?? "",
      }));
  const [inPath, inQuery] = [fields("path"), fields("query")];
  return html`${inPath.length > 0 ? fieldTable("In the path", inPath) : ""}${
    inQuery.length > 0 ? fieldTable("In the query", inQuery) : ""
  }`;
}

function bodyTable({ requestBody }: Operation, schemas: Schemas): Markup {
  if (requestBody === undefined) return html``;
  const { content, description } = requestBody;
  const json = content[JSON_TYPE]?.schema;
  const lines = content["application/x-ndjson"] === undefined ? undefined : schemas["RatingLine"];
  const fields = fieldsOf(json ?? lines ?? {}, schemas);
  const types = Object.keys(content).map(
    (type, index) => html`${index > 0 ? ", " : ""}<code>${type}</code>`,
  );
  return html`<h4>Body</h4>
    <p>${types}${description === undefined ? "" : html`: ${prose(description)}`}</p>
    ${fields.length > 0 ? fieldTable(json === undefined ? "In each line" : "In the body", fields) : ""}`;
}

function answerPart(status: string, answer: Answer, schemas: Schemas): Markup {
  const { content = {}, description } = answer;
  if (content[PROBLEM_TYPE] !== undefined) return html``;
  const head = html`<h4>Answer ${status}</h4>
    <p>${prose(description)}</p> `;
  const schema = content[JSON_TYPE]?.schema;
  return schema === undefined ? head : html`${head}${jsonAnswer(schema, schemas)}`;
}

function jsonAnswer(schema: Schema, schemas: Schemas): Markup {
  const example = exampleOf(schema, { schemas, requiredOnly: false });
  const fields = fieldsOf(schema, schemas);
  return html`<pre tabindex="0"><code>${JSON.stringify(example, undefined, 2)}</code></pre>
    <details>
      <summary>Fields of the answer</summary>
      ${fieldTable("In the answer", fields, "answer")}
    </details> `;
}

function problemLine({ responses }: Operation): Markup {
  const codes = Object.entries(responses).flatMap(([status, { content, description }]) =>
    content?.[PROBLEM_TYPE] === undefined
      ? []
      : description.split(", ").map((code) => ({ status, code })),
  );
  if (codes.length === 0) return html``;
  const items = codes.map(({ status, code }) => {
    const name = isCode(code) ? html`<a href="#problem-${code}"><code>${code}</code></a>` : code;
    return html`<li>${status} ${name}</li>`;
  });
  return html`<details>
    <summary>Problems</summary>
    <ul class="codes">
      ${items}
    </ul>
  </details>`;
}

function isCode(code: string): code is ProblemCode {
  return (PROBLEM_CODES as readonly string[]).includes(code) && code in PROBLEMS;
}
