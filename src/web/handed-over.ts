let waiting: File | undefined;

/** Leaves a file for the view that is shown next. */
export function handOver(file: File): void {
  waiting = file;
}

/** The file that was left, once. */
export function takeHandedOver(): File | undefined {
  const file = waiting;
  waiting = undefined;
  return file;
}
