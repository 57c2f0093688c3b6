/** Something that happened to a sweep or one of its cells. */
export interface EventRecord {
  /** In the order in which events became visible. */
  readonly id: number;
  readonly happenedAt: Date;
  readonly type: string;
  /** The id of the sweep. */
  readonly sweep: string;
  /** What the type does not say: the fields of `Event` in `@rote/contracts` besides these. */
  readonly data: Readonly<Record<string, unknown>>;
}
