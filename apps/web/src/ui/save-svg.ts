import { saveFile } from './save-file.js';

/** What the page's style sheets say about a shape, and a file must say itself. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];

/** Saves a picture of the page as a file that looks the same without the page. */
export function saveSvg(picture: SVGSVGElement, name: string): void {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const [shapes, copies] = [picture, copy].map((root) => [root, ...root.querySelectorAll('*')]);
  for (const [index, shape] of shapes!.entries()) {
    const look = window.getComputedStyle(shape);
    const target = copies![index]!;
    for (const property of PROPERTIES) target.setAttribute(property, look.getPropertyValue(property));
    target.removeAttribute('class');
    target.removeAttribute('style');
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const box = picture.viewBox.baseVal;
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x: box.x, y: box.y, width: box.width, height: box.height }))
    paper.setAttribute(key, String(value));
  paper.setAttribute('fill', window.getComputedStyle(document.documentElement).backgroundColor);
  copy.prepend(paper);
  saveFile(new XMLSerializer().serializeToString(copy), name, 'image/svg+xml');
}
