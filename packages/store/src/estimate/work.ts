import type { Cell } from '@rote/domain';
import { architectureName, corruptionName, labelNoise, optimizerOf, regularizerName } from '@rote/domain';
import { Prisma } from '../generated/client.js';

/** The properties of a cell that decide how long it takes. */
export interface Work {
  readonly architecture: string;
  readonly dataset: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  /** The kind of optimizer; that of a spec's training for cells that are solved. */
  readonly optimizer: string;
  /** The most epochs that it may take. */
  readonly epochs: number;
  /**
   * Forward passes of images in an epoch: each train image is trained on, with a backward pass that costs two forward
   * ones, and all images are scored afterwards.
   */
  readonly passes: number;
}

/** Equal for cells whose images take about the same time, except for the optimizer's share of it. */
export const modelKey = ({ architecture, dataset }: Pick<Work, 'architecture' | 'dataset'>): string =>
  JSON.stringify([architecture, dataset]);

/** Equal for cells whose images should take the same time. */
export const optimizerKey = ({ architecture, dataset, optimizer }: Work): string =>
  JSON.stringify([architecture, dataset, optimizer]);

/** Equal for cells that should also take about the same number of epochs. */
export const exactKey = (work: Work): string => {
  const { architecture, dataset, corruption, labelNoise, regularizer, optimizer, epochs } = work;
  return JSON.stringify([architecture, dataset, corruption, labelNoise, regularizer, optimizer, epochs]);
};

/** One forward, two for the backward pass, one for its score. */
const PASSES_OF_TRAIN_IMAGE = 4;

export const workOf = ({ architecture, corruption, dataset, regularizer, training }: Cell): Work => ({
  architecture: architectureName(architecture),
  dataset: dataset.name,
  corruption: corruptionName(corruption),
  labelNoise: labelNoise(corruption),
  regularizer: regularizerName(regularizer),
  optimizer: optimizerOf(training).kind,
  epochs: training.epochs,
  passes: PASSES_OF_TRAIN_IMAGE * dataset.train + dataset.test,
});

/** The same for a row of `cells`, by its alias in the query. */
export const selectWork = (cell: Prisma.Sql): Prisma.Sql => Prisma.sql`
  ${cell}.architecture, ${cell}.corruption, ${cell}.regularizer, ${cell}.label_noise AS "labelNoise",
  coalesce(${cell}.spec #>> '{training,optimizer,kind}', 'sgd') AS optimizer,
  ${cell}.spec #>> '{dataset,name}' AS dataset, (${cell}.spec #>> '{training,epochs}')::double precision AS epochs,
  ${PASSES_OF_TRAIN_IMAGE}::double precision * (${cell}.spec #>> '{dataset,train}')::double precision
    + (${cell}.spec #>> '{dataset,test}')::double precision AS passes`;
