/**
 * Shows the entries of the index that have all the words and the chosen tags, and counts them.
 */
function filterList(): void {
  const controls = document.querySelector<HTMLElement>('.filter')!;
  const search = controls.querySelector('input')!;
  const buttons = [...controls.querySelectorAll<HTMLButtonElement>('button')];
  const count = controls.querySelector('output')!;
  const items = [...document.querySelectorAll<HTMLElement>('.experiments > li')].map((item) => ({
    item,
    text: item.textContent!.toLowerCase(),
    tags: (item.dataset['tags'] ?? '').split('|'),
  }));
  const show = (): void => {
    const words = search.value.toLowerCase().split(/\s+/);
    const chosen = buttons.filter((button) => button.getAttribute('aria-pressed') === 'true');
    let shown = 0;
    for (const { item, text, tags } of items) {
      const fits = words.every((word) => text.includes(word));
      item.hidden = !(fits && chosen.every(({ value }) => tags.includes(value)));
      if (!item.hidden) shown++;
    }
    count.textContent = `${shown} of ${items.length} shown`;
  };
  search.addEventListener('input', show);
  for (const button of buttons)
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      show();
    });
  controls.hidden = false;
  show();
}

filterList();
