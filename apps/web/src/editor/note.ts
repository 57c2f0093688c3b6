/** Makes the text of a tooltip: a name, and what is said about it. */
export function noteOf(name: string, about: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'rote-note';
  const title = document.createElement('div');
  title.className = 'rote-note-name';
  title.textContent = name;
  const text = document.createElement('div');
  text.textContent = about;
  dom.append(title, text);
  return dom;
}
