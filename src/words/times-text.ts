/** `9 times in 10`; of what is right nearly always `98 times in 100`. */
export function timesText(auc: number): string {
  if (auc < 0.945) return `${Math.round(10 * auc)} times in 10`;
  return `${Math.min(99, Math.round(100 * auc))} times in 100`;
}
