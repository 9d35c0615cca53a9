/** Pearson's correlation; 0 where one side does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { length } = x;
  let meanX = 0;
  let meanY = 0;
  for (let k = 0; k < length; k++) {
    meanX += x[k]! / length;
    meanY += y[k]! / length;
  }
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let k = 0; k < length; k++) {
    const dx = x[k]! - meanX;
    const dy = y[k]! - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
