/** What a generator yields and returns. */
export interface Run<Report, Result> {
  readonly reports: readonly Report[];
  readonly result: Result;
}

export function runToEnd<Report, Result>(run: Generator<Report, Result>): Run<Report, Result> {
  const reports: Report[] = [];
  for (;;) {
    const step = run.next();
    if (step.done === true) return { reports, result: step.value };
    reports.push(step.value);
  }
}
