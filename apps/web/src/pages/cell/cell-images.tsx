import type { CellDetail, CellImages as Images } from '@rote/client';
import { keepsClasses } from '@rote/domain';
import { useQuery } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { Problem } from '../../ui/problem.js';
import { canvasPixels } from './image-pixels.js';
import styles from './cell-images.module.css';

type Image = Images['images'][number];

/** How the images differ from what the network computes with. */
function remarksOn({ cell }: Pick<CellDetail, 'cell'>, { stride }: Images): string {
  const { augmentation, mixup } = cell.regularizer;
  return [
    augmentation === 'none'
      ? 'Train images as the network sees them, before they are scaled.'
      : `Train images as the network saw them in the first epoch, with ${augmentation}, before they are scaled.`,
    ...(mixup === undefined ? [] : ['They are not mixed with one another yet.']),
    ...(stride === 1 ? [] : [`Of ${String(stride)} rows and columns, one is shown.`]),
    ...(cell.corruption.kind === 'gaussian' ? ['Noise below black is black, and above white is white.'] : []),
  ].join(' ');
}

/** What an image shows in words, or its label's number where classes have no names. */
interface Words {
  readonly given: string;
  /** Undefined if it is what is given. */
  readonly truth: string | undefined;
}

function wordsOf({ label, className, trueLabel, trueClassName }: Image, hasClasses: boolean): Words {
  return {
    given: className ?? String(label),
    truth: hasClasses && label === trueLabel ? undefined : (trueClassName ?? String(trueLabel)),
  };
}

function Picture({
  image,
  size,
  hasClasses,
}: {
  readonly image: Image;
  readonly size: Images;
  readonly hasClasses: boolean;
}): ReactNode {
  const { pixels } = image;
  const { height, width, channels } = size;
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      const data = new ImageData(canvasPixels(pixels, { height, width, channels }), width, height);
      canvas?.getContext('2d')?.putImageData(data, 0, 0);
    },
    [pixels, height, width, channels],
  );
  const { given, truth } = wordsOf(image, hasClasses);
  const name = `image ${String(image.index)}: given ${given}${truth === undefined ? '' : `, in truth ${truth}`}`;
  return (
    <li>
      <canvas ref={draw} width={width} height={height} role="img" aria-label={name} title={name} />
      <span aria-hidden="true">
        {given}
        {truth !== undefined && <s>{truth}</s>}
      </span>
    </li>
  );
}

/** A strip of the images that a cell is trained on, each with the label that the cell gives it and its true one. */
export function CellImages({ detail }: { readonly detail: CellDetail }): ReactNode {
  const { api } = usePage();
  const { id, cell, hasImages, result } = detail;
  const { data, error } = useQuery({
    queryKey: QUERY_KEYS.images(id, result !== null),
    queryFn: () => api.getImages(id),
    enabled: hasImages,
    staleTime: Infinity,
  });
  if (error !== null) return <Problem error={error} />;
  if (!hasImages && result === null) return null;
  return (
    <>
      <h2>Images</h2>
      {!hasImages && (
        <p className={styles.remark}>
          None were kept: it was trained before Rote kept images, a hundred other seeds have theirs, or they
          could not be written.
        </p>
      )}
      {data !== undefined && (
        <>
          <ul className={data.stride === 1 ? `${styles.strip!} ${styles.small!}` : styles.strip}>
            {data.images.map((image) => (
              <Picture
                key={image.index}
                image={image}
                size={data}
                hasClasses={keepsClasses(cell.corruption)}
              />
            ))}
          </ul>
          <p className={styles.remark}>
            {remarksOn(detail, data)} Under each is its label; a true label that differs is struck through.
          </p>
        </>
      )}
    </>
  );
}
