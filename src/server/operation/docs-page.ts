import type { OpenApiDocument } from "../../contract/openapi.ts";
import { PROBLEMS, PROBLEM_CODES, PROBLEM_TYPE } from "../../contract/problem.ts";
import type { DocsModel, Tag } from "./docs-model.ts";
import { docsModel } from "./docs-model.ts";
import { limitTable } from "./docs-limits.ts";
import { breakable, routeSection } from "./docs-route.ts";
import { DOCS_STYLE_PATH } from "./docs-style.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";
import { prose } from "./prose.ts";
import { REMEDIES } from "./remedies.ts";

/** The contract as a page, without any script, that is readable on a telephone and by a screen reader. */
export function docsPage(document: OpenApiDocument): string {
  const model = docsModel(document);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>matinee: the service</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${DOCS_STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        ${masthead(model)}
        <main class="sheet" id="content">
          ${introduction(model)} ${overview(model)}
          ${model.tags.map((tag) => tagSection(tag, model))} ${problemSection()}
          <section id="limits">
            <h2>Limits</h2>
            ${limitTable()}
          </section>
        </main>
      </body>
    </html> `;
  return page.text;
}

function masthead({ tags }: DocsModel): Markup {
  const links = [...tags.map(({ name }) => name), "problems", "limits"];
  return html`<header class="masthead">
    <div class="sheet">
      <a class="name" href="#content">matinee</a>
      <nav aria-label="Parts of this page">
        <ul>
          ${links.map((name) => html`<li><a href="#${name}">${name}</a></li> `)}
        </ul>
      </nav>
    </div>
  </header>`;
}

function introduction({ version, description, keys }: DocsModel): Markup {
  return html`<h1>The service</h1>
    <p class="quiet">Version ${version} · <a href="/openapi.json">the same as OpenAPI 3.1</a></p>
    <p>${prose(description)}</p>
    <h2>Keys</h2>
    <p>
      ${prose(keys)} The requests on this page are for a shell in which both are set,
      <code>URL</code> to the address of this page without <code>/docs</code>:
    </p>
    <pre tabindex="0"><code>URL=http://127.0.0.1:5757
KEY=mat_…</code></pre>`;
}

function overview({ tags }: DocsModel): Markup {
  const rows = tags.flatMap(({ routes }) =>
    routes.map(
      ({ method, path, operation }) =>
        html`<tr>
          <th scope="row" class="route">
            <span class="method ${method.toLowerCase()}">${method}</span>
            <a href="#${operation.operationId}"><code>${breakable(path)}</code></a>
          </th>
          <td>${operation.summary}</td>
        </tr>`,
    ),
  );
  return html`<h2>All routes</h2>
    <table class="routes">
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

function tagSection({ name, description, routes }: Tag, { schemas }: DocsModel): Markup {
  return html`<section id="${name}">
    <h2>${name.charAt(0).toUpperCase() + name.slice(1)}</h2>
    <p>${prose(description ?? "")}</p>
    ${routes.map((route) => routeSection(route, schemas))}
  </section> `;
}

function problemSection(): Markup {
  const rows = PROBLEM_CODES.map(
    (code) =>
      html`<tr id="problem-${code}">
        <th scope="row"><code>${code}</code> <span class="kind">${PROBLEMS[code].status}</span></th>
        <td>${PROBLEMS[code].title}.<br /><span class="kind">${prose(REMEDIES[code])}</span></td>
      </tr> `,
  );
  return html`<section id="problems">
    <h2>Problems</h2>
    <p>
      Whatever is no success is <code>${PROBLEM_TYPE}</code>: <code>code</code> is one of these and
      never changes, <code>detail</code> says what is wrong and what to do,
      <code>requestId</code> finds it in the log.
    </p>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section> `;
}
