/** A loss for people; `null` where it was no number. */
export const formatLoss = (loss: number | null): string =>
  loss === null ? 'no number' : loss.toPrecision(4);
