/** Writes JSON for the database. JSON has no NaN and no infinity, which a diverging cell reports: Postgres reads them from text. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  );
