import type { Menu as ElectronMenu, MenuItem, MenuItemConstructorOptions } from 'electron';
import { tell } from './control.ts';
import { lacking } from './lacking.ts';
import type { PageAccelerator } from './preload-host.ts';

type Item = MenuItemConstructorOptions | MenuItem;

interface Command {
  readonly accelerator: string;
  readonly click: NonNullable<Item['click']>;
}

const templates = new WeakMap<ElectronMenu, readonly Item[]>();
let commands: readonly Command[] = [];

/**
 * An app-mode window has no menu bar: of a menu, its keys remain. What would open over a window is told to a test; whoever
 * sits before it has the browser's own menu.
 */
export const Menu = lacking<typeof ElectronMenu>('Menu', {
  buildFromTemplate: (template) => {
    const menu = lacking<ElectronMenu>('Menu', {
      popup: () => tell({ type: 'menu', labels: template.flatMap(({ label }) => label ?? []) }),
    });
    templates.set(menu, template);
    return menu;
  },
  setApplicationMenu: (menu) => {
    commands = menu ? [...commandsIn(templates.get(menu) ?? [])] : [];
  },
});

function* commandsIn(items: readonly Item[]): Generator<Command> {
  for (const item of items) {
    if (Array.isArray(item.submenu)) yield* commandsIn(item.submenu);
    if (typeof item.accelerator === 'string' && item.click) {
      yield { accelerator: item.accelerator, click: item.click };
    }
  }
}

/** The keys for a window about to open. A menu in another language keeps the same keys in the same order. */
export function pageAccelerators(): PageAccelerator[] {
  return commands.map(({ accelerator }, index) => {
    const parts = accelerator.toLowerCase().split('+');
    return { index, key: parts.at(-1) ?? '', shift: parts.includes('shift'), alt: parts.includes('alt') };
  });
}

export function runAccelerator(index: number): void {
  const click = commands[index]?.click;
  if (click) Reflect.apply(click, undefined, []);
}
