import type { CellDetail } from '@rote/client';
import type { ReactNode } from 'react';
import { durationText } from '../../format/duration.js';
import { countText, measuredText, percentText } from '../../format/number.js';
import styles from './cell-page.module.css';

type Fact = readonly [name: string, text: string];

/** JSON has null where a number was not finite. */
const lossText = (loss: number | null): string => (loss === null ? 'not finite' : measuredText(loss));

function factsOf({ epoch, result }: CellDetail): readonly Fact[] {
  if (result === null) return [['Epoch', countText(epoch)]];
  const { final } = result;
  const clean = final?.trainClean ?? null;
  const corrupted = final?.trainCorrupted ?? null;
  const facts: readonly (Fact | false)[] = [
    ['Outcome', `${result.outcome}, ended by ${result.stopReason}`],
    ['Epochs', countText(result.epochs)],
    ['Steps', countText(result.steps)],
    final !== null && ['Train accuracy', percentText(final.train.accuracy)],
    final !== null && ['Test accuracy', percentText(final.test.accuracy)],
    final !== null && ['Train loss', lossText(final.train.loss)],
    final !== null && ['Test loss', lossText(final.test.loss)],
    clean !== null && ['Train accuracy, true labels', percentText(clean.accuracy)],
    corrupted !== null && ['Train accuracy, wrong labels', percentText(corrupted.accuracy)],
    result.bestTestAccuracy !== null &&
      result.bestTestEpoch !== null && [
        'Best test accuracy',
        `${percentText(result.bestTestAccuracy)} in epoch ${countText(result.bestTestEpoch)}`,
      ],
    ['Epochs to fit', result.epochsToFit === null ? 'not fitted' : countText(result.epochsToFit)],
    ['Parameters', countText(result.parameterCount)],
    ['Time', durationText(result.seconds)],
    ['Images per second', countText(Math.round(result.imagesPerSecond))],
  ];
  return facts.filter((fact) => fact !== false);
}

/** The result of a cell and its measures, or how far it has come. */
export function CellFacts({ detail }: { readonly detail: CellDetail }): ReactNode {
  const measures = Object.entries(detail.result?.final?.measures ?? {});
  return (
    <>
      <dl className={styles.facts}>
        {factsOf(detail).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="numbers">{text}</dd>
          </div>
        ))}
      </dl>
      {measures.length > 0 && (
        <>
          <h2>Measures</h2>
          <dl className={styles.facts}>
            {measures.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="numbers">{lossText(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
