import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { quantityText } from '../format/number.js';
import styles from './heat-map.module.css';
import { describeSquare, squareSentence } from './model/describe-square.js';
import { rowsOf } from './model/fold.js';
import { gridSize, rowsInSquares, squaresBetween, squaresOfRows, stepFrom } from './model/grid-block.js';
import type { GridPicture } from './model/grid-picture.js';
import type { PaperNumber } from './model/paper-marks.js';
import type { MapColor } from './paint/color-map.js';
import { boxOf, squareAtPoint, type GridLayout } from './paint/grid-layout.js';
import { startGridPainter, type GridPainter, type Sight } from './paint/grid-painter.js';
import type { GridTheme } from './paint/grid-theme.js';
import { paintOverlay } from './paint/paint-overlay.js';
import { SquareTooltip } from './square-tooltip.js';

export interface HeatMapProps {
  readonly picture: GridPicture;
  readonly layout: GridLayout;
  readonly theme: GridTheme;
  readonly colors: readonly MapColor[];
  readonly paper: ReadonlyMap<number, readonly PaperNumber[]>;
  /** The rows of chosen cells. */
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (rows: ReadonlySet<number>) => void;
  /** Opens the page of a cell. */
  readonly onOpen: (row: number) => void;
}

const STEPS: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
  PageUp: [0, -Infinity],
  PageDown: [0, Infinity],
};

const useVersion = ({ onChange, version }: GridPicture): number => useSyncExternalStore(onChange, version);

/** The grid of a sweep as a heat map. A pointer brushes blocks; arrow keys move, Shift extends, Enter opens, Escape clears. */
export function HeatMap(props: HeatMapProps): ReactNode {
  const { picture, layout, theme, colors, paper, chosen, onChoose, onOpen } = props;
  const { fold } = picture;
  const help = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const painter = useRef<GridPainter>(undefined);
  const [hovered, setHovered] = useState<number>();
  const [focused, setFocused] = useState<number>();
  const [hasFocus, setHasFocus] = useState(false);
  const [isByKeys, setIsByKeys] = useState(true);
  /** The first corner of a block that is being drawn, by pointer or by keys. */
  const anchor = useRef<number>(undefined);
  const [brush, setBrush] = useState<readonly number[]>();
  const [scrolled, setScrolled] = useState(0);

  // Another view has other squares.
  const [shown, setShown] = useState(fold);
  if (shown !== fold) {
    setShown(fold);
    setHovered(undefined);
    setBrush(undefined);
    if (focused !== undefined && focused >= fold.squares) setFocused(undefined);
  }

  const viewOf = (): Sight => {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller.current!;
    return { left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight };
  };

  useEffect(() => {
    const started = startGridPainter({
      canvas: canvas.current!,
      picture,
      layout,
      colors,
      theme,
      paper,
      sight: viewOf,
    });
    painter.current = started;
    started.paint();
    return () => {
      started.stop();
    };
  }, [picture, layout, colors, theme, paper]);

  const isChosen = useMemo(() => {
    if (brush === undefined) return chosen.size === 0 ? undefined : squaresOfRows(fold, chosen);
    const squares = new Uint8Array(fold.squares);
    for (const square of brush) squares[square] = 1;
    return squares;
  }, [fold, chosen, brush]);

  const isOverPainted = useRef(false);
  useEffect(() => {
    const overlay = { isChosen, focused: hasFocus && isByKeys ? focused : undefined, hovered };
    const isEmpty = isChosen === undefined && overlay.focused === undefined && hovered === undefined;
    // A canvas costs time and memory once something is drawn on it.
    if (isEmpty && !isOverPainted.current) return;
    isOverPainted.current = true;
    paintOverlay(over.current!, fold, layout, theme, viewOf(), overlay);
  }, [fold, layout, theme, isChosen, focused, hasFocus, isByKeys, hovered, scrolled]);

  const squareUnder = ({ clientX, clientY }: PointerEvent): number | undefined => {
    const { left, top } = scroller.current!.getBoundingClientRect();
    const view = viewOf();
    const place = { x: clientX - left, y: clientY - top };
    if (place.x < layout.left || place.y < layout.top) return undefined;
    return squareAtPoint(layout, fold, { x: place.x + view.left, y: place.y + view.top });
  };
  const chooseSquares = (squares: readonly number[], isAdded: boolean): void => {
    const rows = rowsInSquares(fold, squares);
    onChoose(isAdded ? new Set([...chosen, ...rows]) : rows);
  };
  const toggleSquare = (square: number, isAdded: boolean): void => {
    const rows = [...rowsOf(fold, square)];
    const isAll = rows.length > 0 && rows.every((row) => chosen.has(row));
    if (isAdded && isAll) onChoose(new Set([...chosen].filter((row) => !rows.includes(row))));
    else if (isAll && chosen.size === rows.length) onChoose(new Set());
    else chooseSquares([square], isAdded);
  };
  const openSquare = (square: number): void => {
    const [row, ...others] = rowsOf(fold, square);
    if (row === undefined) return;
    if (others.length === 0) onOpen(row);
    else chooseSquares([square], false);
  };

  const moveFocus = (square: number, isExtended: boolean): void => {
    if (isExtended) {
      anchor.current ??= focused ?? square;
      chooseSquares(squaresBetween(fold, anchor.current, square), false);
    } else anchor.current = undefined;
    setFocused(square);
    scrollTo(scroller.current!, layout, boxOf(layout, fold, square));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      setIsByKeys(true);
      moveFocus(focused === undefined ? 0 : stepFrom(fold, focused, ...step), event.shiftKey);
    } else if (event.key === 'Enter' && focused !== undefined) openSquare(focused);
    else if (event.key === ' ' && focused !== undefined) {
      event.preventDefault();
      toggleSquare(focused, true);
    } else if (event.key === 'Escape') onChoose(new Set());
  };

  const onPointerDown = (event: PointerEvent): void => {
    const square = squareUnder(event);
    if (square === undefined || event.button !== 0) return;
    setFocused(square);
    setIsByKeys(false);
    // A finger scrolls; it chooses one square at a time.
    if (event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (event.shiftKey && focused !== undefined) {
      anchor.current = focused;
      setBrush(squaresBetween(fold, focused, square));
    } else anchor.current = square;
  };
  const onPointerMove = (event: PointerEvent): void => {
    const square = squareUnder(event);
    if (square !== hovered) setHovered(square);
    if (event.buttons === 1 && anchor.current !== undefined && square !== undefined && square !== hovered)
      if (square !== anchor.current || brush !== undefined)
        setBrush(squaresBetween(fold, anchor.current, square));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const isAdded = event.ctrlKey || event.metaKey;
    const square = squareUnder(event);
    if (brush !== undefined) chooseSquares(brush, isAdded);
    else if (square !== undefined && event.button === 0) toggleSquare(square, isAdded);
    anchor.current = undefined;
    setBrush(undefined);
  };

  const version = useVersion(picture);
  const size = gridSize(fold);
  const told = hasFocus && focused !== undefined ? focused : undefined;
  const sentence = useMemo(
    () => (told === undefined ? '' : squareSentence(describeSquare(picture, told, paper.get(told)))),
    // The picture changes in place; its version says when.
    [picture, told, paper, version],
  );
  const pointed = hovered ?? (isByKeys ? told : undefined);
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="application"
        aria-roledescription="heat map"
        aria-label={`${picture.metric.caption} of ${quantityText(picture.cells.size, 'cell')} in ${quantityText(size.row, 'row')} and ${quantityText(size.column, 'column')}`}
        aria-describedby={help}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => {
          setHasFocus(true);
          if (focused === undefined) setFocused(0);
        }}
        onBlur={() => {
          setHasFocus(false);
        }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          anchor.current = undefined;
          setBrush(undefined);
        }}
        onPointerLeave={() => {
          setHovered(undefined);
        }}
        onDoubleClick={() => {
          if (focused !== undefined) openSquare(focused);
        }}
        onScroll={() => {
          painter.current?.paint();
          setScrolled((count) => count + 1);
        }}
      >
        <div className={styles.room} style={{ width: layout.width, height: layout.height }}>
          <div className={styles.sight}>
            <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
            <canvas ref={over} className={styles.canvas} aria-hidden="true" />
          </div>
        </div>
      </div>
      {pointed !== undefined && brush === undefined && (
        <SquareTooltip
          description={describeSquare(picture, pointed, paper.get(pointed))}
          box={boxOf(layout, fold, pointed)}
          scroller={scroller}
        />
      )}
      <p id={help} className="visually-hidden">
        Arrow keys move between squares. Shift and an arrow key chooses a block, Space adds a square, Enter
        opens the cell of a square or chooses its cells, Escape chooses nothing. The same cells are in the
        table.
      </p>
      <p className="visually-hidden" aria-live="polite">
        {sentence}
      </p>
    </div>
  );
}

function scrollTo(
  element: HTMLElement,
  layout: GridLayout,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
  const left = Math.min(box.x - layout.left - 4, Math.max(scrollLeft, box.x + box.width + 8 - clientWidth));
  const top = Math.min(box.y - layout.top - 4, Math.max(scrollTop, box.y + box.height + 8 - clientHeight));
  if (left !== scrollLeft || top !== scrollTop) element.scrollTo({ left, top });
}
