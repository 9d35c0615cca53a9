export function isConflict(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "40001" || code === "40P01";
}
export function asStoreError(error: unknown, _action: string, _place: string): unknown {
  return error;
}
