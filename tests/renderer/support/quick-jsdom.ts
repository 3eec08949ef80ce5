/**
 * What queries by role and label ask jsdom for most often, answered alike and sooner: jsdom looks through the whole
 * document for the control of each label, and copies a computed style, property by property, for every one who asks.
 */
export function quickenJsdom(): void {
  findControlsById();
  shareComputedStyles();
}

const LABELABLE = 'button, input:not([type=hidden]), meter, output, progress, select, textarea';

function findControlsById(): void {
  const { get: slowly } = descriptorOf(HTMLLabelElement.prototype, 'control');
  Object.defineProperty(HTMLLabelElement.prototype, 'control', {
    configurable: true,
    get(this: HTMLLabelElement) {
      if (!this.isConnected) return slowly?.call(this);
      const id = this.getAttribute('for');
      if (id === null) return this.querySelector(LABELABLE);
      const named = document.getElementById(id);
      return named?.matches(LABELABLE) ? named : null;
    },
  });
  for (const { prototype } of [HTMLButtonElement, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement]) {
    const { get: labelsSlowly } = descriptorOf(prototype, 'labels');
    Object.defineProperty(prototype, 'labels', {
      configurable: true,
      get(this: HTMLElement) {
        if (!this.isConnected) return labelsSlowly?.call(this);
        const labels = document.getElementsByTagName('label');
        return this.matches(LABELABLE) ? [...labels].filter(({ control }) => control === this) : null;
      },
    });
  }
}

/** What jsdom keeps inside: styles that it has computed, thrown away whenever the document changes. */
const STYLES = '_styleCache';
interface DocumentInside {
  readonly [STYLES]: object;
}

/** A computed style cannot be written to, so that one is enough for each state of the document. */
function shareComputedStyles(): void {
  const inside = Object.getOwnPropertySymbols(document)
    .map((symbol): unknown => Reflect.get(document, symbol))
    .find(keepsStyles);
  if (!inside) throw new Error('jsdom no longer keeps computed styles in its documents');
  const compute = window.getComputedStyle.bind(window);
  const known = new WeakMap<object, WeakMap<Element, CSSStyleDeclaration>>();
  window.getComputedStyle = (element, pseudo) => {
    if (pseudo || element.ownerDocument !== document) return compute(element, pseudo);
    const styles = known.get(inside[STYLES]) ?? new WeakMap<Element, CSSStyleDeclaration>();
    known.set(inside[STYLES], styles);
    const style = styles.get(element) ?? compute(element);
    styles.set(element, style);
    return style;
  };
}

function keepsStyles(value: unknown): value is DocumentInside {
  return typeof value === 'object' && value !== null && STYLES in value;
}

function descriptorOf(prototype: object, name: string): PropertyDescriptor {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  if (!descriptor) throw new Error(`jsdom has no ${name} there`);
  return descriptor;
}
