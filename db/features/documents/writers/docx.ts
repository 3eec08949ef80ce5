import type { PrintDocument } from '../../../domain/document/model.ts';
import { layOut, runningHead, type LaidOut } from '../layout/pages.ts';
import { marginsFor } from '../layout/setting.ts';
import { bodyOf, openingOf, QR_RELATION } from './docx-body.ts';
import { field, NAMESPACES, paragraph, run, stylesXml, twips, watermark, XML_HEAD } from './docx-parts.ts';
import { qrPng } from './png.ts';
import { escapeXml } from './xml.ts';
import { zip, type ZipEntry } from './zip.ts';

/** Word sets its own letters a little higher than ours; a row that fills the page leaves it this much. */
const SPARE_MM = 14;

/**
 * The document as a Word file: the same model with the same widths, divided into pages by Word itself. Titles of
 * tables come again on every page, page numbers are fields, the watermark is Word's own.
 */
export function toDocx(document: PrintDocument): Uint8Array {
  const laidOut = layOut(document);
  const qr = document.blocks.find((block) => block.kind === 'anchor')?.qr ?? [];
  const entries: ZipEntry[] = [
    { name: '[Content_Types].xml', data: contentTypes() },
    { name: '_rels/.rels', data: packageRelations() },
    { name: 'docProps/core.xml', data: coreProperties(document) },
    { name: 'word/document.xml', data: documentXml(document, laidOut) },
    { name: 'word/_rels/document.xml.rels', data: documentRelations(qr.length > 0) },
    { name: 'word/styles.xml', data: stylesXml(document.language) },
    { name: 'word/settings.xml', data: settingsXml() },
    { name: 'word/header1.xml', data: headerXml(document, laidOut, true) },
    { name: 'word/header2.xml', data: headerXml(document, laidOut, false) },
    { name: 'word/footer1.xml', data: footerXml(document, laidOut) },
  ];
  if (qr.length > 0) entries.push({ name: 'word/media/qr.png', data: qrPng(qr) });
  return zip(entries);
}

function documentXml(document: PrintDocument, laidOut: LaidOut): string {
  const fill = laidOut.pages.length > 1 ? 0 : filledMm(laidOut) - SPARE_MM;
  const body = bodyOf(document.blocks, { contentMm: laidOut.contentMm, fillMm: fill });
  const opening = openingOf(document, laidOut.contentMm);
  return `${XML_HEAD}<w:document ${NAMESPACES}><w:body>${opening}${body}${section(laidOut, document)}</w:body></w:document>`;
}

function filledMm({ pages }: LaidOut): number {
  const rows = pages.flatMap((page) => page.groups.flatMap((group) => group.rows));
  return rows.find((row) => row.fill)?.heightMm ?? 0;
}

function section({ widthMm, heightMm }: LaidOut, { paper }: PrintDocument): string {
  const { left, right, top, bottom } = marginsFor(widthMm);
  const orient = paper.landscape ? ' w:orient="landscape"' : '';
  const edge = Math.min(9, top);
  return [
    '<w:sectPr><w:headerReference w:type="first" r:id="rIdHeader1"/><w:headerReference w:type="default" r:id="rIdHeader2"/>',
    '<w:footerReference w:type="first" r:id="rIdFooter1"/><w:footerReference w:type="default" r:id="rIdFooter1"/>',
    `<w:pgSz w:w="${twips(widthMm)}" w:h="${twips(heightMm)}"${orient}/>`,
    `<w:pgMar w:top="${twips(top)}" w:right="${twips(right)}" w:bottom="${twips(bottom)}" w:left="${twips(left)}"`,
    ` w:header="${twips(edge)}" w:footer="${twips(edge)}" w:gutter="0"/><w:titlePg/></w:sectPr>`,
  ].join('');
}

/** The first page has the title below; later pages say at the head what they belong to. */
function headerXml(document: PrintDocument, laidOut: LaidOut, first: boolean): string {
  const { widthMm, heightMm, contentMm } = laidOut;
  const mark = document.secrecyMark === null ? '' : paragraph('Mark', run(document.secrecyMark));
  const behind = document.watermark ? watermark(document.watermark, Math.min(widthMm, heightMm) * 0.6) : '';
  const line = paragraph('Small', behind + (first ? '' : run(runningHead(document, contentMm))));
  return `${XML_HEAD}<w:hdr ${NAMESPACES}>${mark}${line}</w:hdr>`;
}

function footerXml(document: PrintDocument, { contentMm }: LaidOut): string {
  const left = [document.printed, document.formNo].filter(Boolean).join('\u3000');
  const page = document.pageWords
    .split(/(\{\{pages?\}\})/)
    .map((part) => {
      if (part === '{{page}}') return field('PAGE');
      return part === '{{pages}}' ? field('NUMPAGES') : run(part);
    })
    .join('');
  const tab = `<w:tabs><w:tab w:val="right" w:pos="${twips(contentMm)}"/></w:tabs>`;
  return `${XML_HEAD}<w:ftr ${NAMESPACES}>${paragraph('Small', `${run(left)}<w:r><w:tab/></w:r>${page}`, tab)}</w:ftr>`;
}

function settingsXml(): string {
  return [
    `${XML_HEAD}<w:settings ${NAMESPACES}><w:defaultTabStop w:val="420"/>`,
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>',
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>',
    '</w:compat></w:settings>',
  ].join('');
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function contentTypes(): string {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const parts = [
    ['/word/document.xml', `${word}.document.main+xml`],
    ['/word/styles.xml', `${word}.styles+xml`],
    ['/word/settings.xml', `${word}.settings+xml`],
    ['/word/header1.xml', `${word}.header+xml`],
    ['/word/header2.xml', `${word}.header+xml`],
    ['/word/footer1.xml', `${word}.footer+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return [
    `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>',
    ...parts,
    '</Types>',
  ].join('');
}

function relations(entries: ReadonlyArray<readonly [id: string, type: string, target: string]>): string {
  const lines = entries.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function packageRelations(): string {
  return relations([
    ['rId1', `${OFFICE}/officeDocument`, 'word/document.xml'],
    ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ]);
}

function documentRelations(withQr: boolean): string {
  return relations([
    ['rIdStyles', `${OFFICE}/styles`, 'styles.xml'],
    ['rIdSettings', `${OFFICE}/settings`, 'settings.xml'],
    ['rIdHeader1', `${OFFICE}/header`, 'header1.xml'],
    ['rIdHeader2', `${OFFICE}/header`, 'header2.xml'],
    ['rIdFooter1', `${OFFICE}/footer`, 'footer1.xml'],
    ...(withQr ? [[QR_RELATION, `${OFFICE}/image`, 'media/qr.png'] as const] : []),
  ]);
}

function coreProperties({ title, number, company }: PrintDocument): string {
  const name = escapeXml([title, number?.value].filter(Boolean).join(' '));
  return [
    `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"`,
    ` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${name}</dc:title>`,
    `<dc:creator>${escapeXml(company)}</dc:creator></cp:coreProperties>`,
  ].join('');
}
