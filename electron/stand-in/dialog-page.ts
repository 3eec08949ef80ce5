/** One folder as the picker shows it. */
export interface PickerStep {
  readonly title: string;
  readonly folder: string;
  readonly entries: ReadonlyArray<{ readonly name: string; readonly folder: boolean }>;
  /** Null where no name is to be typed. */
  readonly name: string | null;
  readonly warning: string;
  /** No word to confirm with: choosing an entry is enough. */
  readonly words: Readonly<Record<'confirm' | 'cancel' | 'up' | 'name' | 'empty', string>>;
}

export type PickerAnswer =
  | { readonly type: 'cancel' }
  | { readonly type: 'enter'; readonly entry: string; readonly name?: string }
  | { readonly type: 'confirm'; readonly name?: string };

/**
 * Runs in the page: draws one step as a modal dialog and tells what the person did. Styles are set one by
 * one, because the page's policy is the program's own and takes no style sheet of ours.
 */
export function drawPicker(step: PickerStep): Promise<PickerAnswer> {
  const { promise, resolve } = Promise.withResolvers<PickerAnswer>();
  const make = <Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    parent: HTMLElement,
    text = '',
    style: Partial<CSSStyleDeclaration> = {},
  ): HTMLElementTagNameMap[Tag] => {
    const element = document.createElement(tag);
    element.textContent = text;
    Object.assign(element.style, style);
    parent.append(element);
    return element;
  };

  const dialog = make('dialog', document.body, '', {
    width: '640px',
    height: '520px',
    padding: '20px',
    border: '1px solid #8a8f98',
    borderRadius: '6px',
    font: '14px sans-serif',
    color: '#1d2430',
    background: '#ffffff',
  });
  const form = make('form', dialog, '', {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    gap: '8px',
  });
  make('strong', form, step.title, { fontSize: '16px' });
  make('div', form, step.folder, { color: '#5a6270', overflowWrap: 'anywhere' });
  const list = make('div', form, '', {
    flex: '1',
    overflow: 'auto',
    border: '1px solid #d5d8dd',
    borderRadius: '4px',
    padding: '4px',
  });
  const name = step.name === null ? null : make('input', form, '', { padding: '8px', font: 'inherit' });
  if (name) {
    name.value = step.name ?? '';
    name.setAttribute('aria-label', step.words.name);
  }
  make('div', form, step.warning, { color: '#b3261e', minHeight: '20px' }).setAttribute('role', 'alert');

  const typed = (): { name?: string } => (name ? { name: name.value } : {});
  const finish = (answer: PickerAnswer): void => {
    dialog.remove();
    resolve(answer);
  };
  for (const entry of step.entries) {
    const label = entry.name === '..' ? `↑ ${step.words.up}` : `${entry.folder ? '📁' : '📄'} ${entry.name}`;
    const row = make('button', list, label, {
      display: 'block',
      width: '100%',
      padding: '6px 8px',
      border: '0',
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      textAlign: 'left',
    });
    row.type = 'button';
    row.addEventListener('click', () => {
      if (name && !entry.folder) name.value = entry.name;
      else finish({ type: 'enter', entry: entry.name, ...typed() });
    });
  }
  if (step.entries.length === 0) make('p', list, step.words.empty, { color: '#5a6270' });

  const buttons = make('div', form, '', { display: 'flex', justifyContent: 'flex-end', gap: '8px' });
  const cancel = make('button', buttons, step.words.cancel, { padding: '8px 16px', font: 'inherit' });
  cancel.type = 'button';
  cancel.addEventListener('click', () => finish({ type: 'cancel' }));
  if (step.words.confirm !== '')
    make('button', buttons, step.words.confirm, { padding: '8px 16px', font: 'inherit' });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (name?.value !== '') finish({ type: 'confirm', ...typed() });
  });
  dialog.addEventListener('cancel', () => finish({ type: 'cancel' }));
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.showModal();
  name?.select();
  return promise;
}
