import type { ReactNode, RefObject } from 'react';
import type { SquareDescription } from './model/describe-square.js';
import type { Box } from './paint/grid-layout.js';
import styles from './heat-map.module.css';

interface SquareTooltipProps {
  readonly description: SquareDescription;
  readonly box: Box;
  readonly scroller: RefObject<HTMLElement | null>;
}

const WIDTH = 272;
const BELOW = 10;

/** What a square says, beside it. Those who do not see it hear it. */
export function SquareTooltip({ description, box, scroller }: SquareTooltipProps): ReactNode {
  const { scrollLeft = 0, scrollTop = 0, clientWidth = 0, clientHeight = 0 } = scroller.current ?? {};
  const left = Math.max(0, Math.min(box.x - scrollLeft + box.width / 2 - WIDTH / 2, clientWidth - WIDTH));
  const bottom = box.y - scrollTop + box.height + BELOW;
  const isAbove = bottom + 130 > Math.max(clientHeight, 260);
  return (
    <div
      className={styles.tooltip}
      aria-hidden="true"
      style={
        isAbove
          ? { left, width: WIDTH, bottom: `calc(100% - ${String(box.y - scrollTop - BELOW)}px)` }
          : { left, width: WIDTH, top: bottom }
      }
    >
      <p className={styles.combination}>{description.combination}</p>
      {description.value !== undefined && <p className={styles.value}>{description.value}</p>}
      {description.spread !== undefined && <p>{description.spread}</p>}
      <p className={styles.soft}>{description.states}</p>
      {description.paper.map((text) => (
        <p key={text} className={styles.paper}>
          {text}
        </p>
      ))}
    </div>
  );
}
