const LONGEST = 400;

/** Messages that only say that something else failed; what did is in the cause. */
const EMPTY_WORDS =
  /^(?:|null|Job aborted\.?|Exception thrown in awaitResult:?|Writing job aborted\.?)$/u;

/**
 * The one line that tells people what went wrong, out of the messages of an exception and its causes: without
 * Java's classes and stack, the names of tasks, plans and SQL states.
 */
export function usefulLine(messages: readonly string[]): string {
  const lines = messages.map((message) => firstLine(message));
  return lines.find((line) => !EMPTY_WORDS.test(line)) ?? "an error without a message";
}

function firstLine(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  const line = (lines.find((each) => each !== "") ?? "")
    .replace(/^Job aborted due to stage failure: .*?most recent failure: Lost task [^:]*: /u, "")
    .replace(/ at Spark Connect - session_id.*$/u, "")
    .replace(/[;.]? SQLSTATE: \w{5}.*$/u, "")
    .replace(/^\[[A-Z][\w.]+\] /u, "")
    .replace(/^(?:[\w$]+\.)+[\w$]+(?:Exception|Error): /u, "")
    .replace(/^(?:\[[A-Z][\w.]+\] |requirement failed: |Generic Spark Connect ML error\. )/u, "")
    .replace(/[.;:]$/u, "");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
