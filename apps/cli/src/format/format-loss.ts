/** Formats a loss for people; null means that it was not a number. */
export const formatLoss = (loss: number | null): string =>
  loss === null ? 'no number' : loss.toPrecision(4);
