import {
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFContext,
  type PDFDict,
  type PDFRef,
} from '@cantoo/pdf-lib';

/** Names of elements that PDF has (ISO 32000-1, 14.8.4). */
export type ElementName = 'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure';

/** An element of the structure, to which others may belong. */
export interface Element {
  readonly ref: PDFRef;
  readonly children: PDFRef[];
}

export interface TaggedPage {
  readonly node: PDFDict;
  readonly ref: PDFRef;
}

export interface LeafFacts {
  readonly isEmpty?: boolean;
  /** In words, of a picture. */
  readonly alt?: string;
  /** Left, bottom, right and top of a picture in points. */
  readonly box?: readonly number[];
  /** How many of the table it spans. */
  readonly columns?: number | undefined;
}

/** The structure of a PDF, by which it is read to people: what on its pages is a title, a row, a cell. */
export class PdfTags {
  readonly #context: PDFContext;
  readonly #root: PDFRef;
  readonly #open: Array<readonly [Element, PDFDict]> = [];
  /** Of each page the elements of its marked contents, by their numbers. */
  readonly #pages: PDFRef[][] = [];
  readonly document: Element;

  constructor(context: PDFContext) {
    this.#context = context;
    this.#root = context.nextRef();
    this.document = this.branch('Document', this.#root);
  }

  /** An element that has others in it. */
  branch(name: ElementName, parent: Element | PDFRef): Element {
    const isElement = 'children' in parent;
    const dict = this.#context.obj({ S: PDFName.of(name), P: isElement ? parent.ref : parent });
    const element = { ref: this.#context.register(dict), children: [] };
    if (isElement) parent.children.push(element.ref);
    this.#open.push([element, dict]);
    return element;
  }

  /** An element that has a text of a page, or none; returns the number that its content is marked with. */
  leaf(
    name: ElementName,
    parent: Element,
    { node: page, ref: pageRef }: TaggedPage,
    more: LeafFacts,
  ): number {
    const { isEmpty = false, alt, columns = 1, box } = more;
    const elements = this.#elementsOf(page);
    const dict = this.#context.obj({ S: PDFName.of(name), P: parent.ref, Pg: pageRef });
    const attributes = this.#attributesOf(name, columns, box);
    if (attributes) dict.set(PDFName.of('A'), attributes);
    if (alt !== undefined) dict.set(PDFName.of('Alt'), PDFHexString.fromText(alt));
    const ref = this.#context.register(dict);
    parent.children.push(ref);
    if (isEmpty) return -1;
    dict.set(PDFName.of('K'), PDFNumber.of(elements.length));
    return elements.push(ref) - 1;
  }

  #attributesOf(name: ElementName, columns: number, box: readonly number[] | undefined): PDFDict | null {
    if (name === 'TH' && columns > 1)
      return this.#context.obj({ O: 'Table', Scope: 'Row', ColSpan: columns });
    if (name === 'TH') return this.#context.obj({ O: 'Table', Scope: 'Column' });
    return box ? this.#context.obj({ O: 'Layout', Placement: 'Block', BBox: [...box] }) : null;
  }

  #elementsOf(page: PDFDict): PDFRef[] {
    const key = PDFName.of('StructParents');
    const known = page.get(key);
    if (known instanceof PDFNumber) return this.#pages[known.asNumber()] ?? [];
    page.set(key, PDFNumber.of(this.#pages.length));
    const elements: PDFRef[] = [];
    this.#pages.push(elements);
    return elements;
  }

  /** Call once, after all pages. */
  finish(catalog: PDFDict): void {
    const context = this.#context;
    for (const [{ children }, dict] of this.#open) dict.set(PDFName.of('K'), context.obj(children));
    const byPage = this.#pages.flatMap((elements, index) => [
      PDFNumber.of(index),
      context.register(context.obj(elements)),
    ]);
    const root = {
      Type: 'StructTreeRoot',
      K: this.document.ref,
      ParentTree: context.register(context.obj({ Nums: byPage })),
      ParentTreeNextKey: this.#pages.length,
    };
    context.assign(this.#root, context.obj(root));
    catalog.set(PDFName.of('StructTreeRoot'), this.#root);
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  }
}
