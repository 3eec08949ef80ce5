import { escapeXml } from './xml.ts';

const TWIPS_PER_MM = 1440 / 25.4;

/** Length in twentieths of a point, as Word counts. */
export function twips(mm: number): number {
  return Math.round(mm * TWIPS_PER_MM);
}

/** Text of a run; its line breaks become Word's. */
export function run(text: string): string {
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`);
  return `<w:r>${lines.join('<w:br/>')}</w:r>`;
}

/** A paragraph of a named style; `properties` in the order that Word's schema wants after the style. */
export function paragraph(style: string, runs: string, properties = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${runs}</w:p>`;
}

export const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** 宋体 and 黑体 are on every computer of a Chinese office; Latin letters and figures go with it as in print. */
const BODY_FACE = 'SimSun';
const TITLE_FACE = 'SimHei';
const LATIN_FACE = 'Times New Roman';

function faces(eastAsian: string): string {
  const latin = `w:ascii="${LATIN_FACE}" w:hAnsi="${LATIN_FACE}" w:cs="${LATIN_FACE}"`;
  return `<w:rFonts ${latin} w:eastAsia="${eastAsian}"/>`;
}

interface StyleParts {
  readonly name: string;
  /** Letters in points. */
  readonly pt: number;
  readonly bold?: boolean;
  readonly title?: boolean;
  readonly color?: string;
  /** Properties of the paragraph, in the order of the schema. */
  readonly paragraph?: string;
}

const CENTERED = '<w:jc w:val="center"/>';

const STYLES: Readonly<Record<string, StyleParts>> = {
  Title: {
    name: 'Title',
    pt: 22,
    bold: true,
    title: true,
    paragraph: `<w:spacing w:after="160"/>${CENTERED}`,
  },
  Letterhead: { name: 'Letterhead', pt: 12, paragraph: `<w:spacing w:after="60"/>${CENTERED}` },
  Numbers: { name: 'Numbers', pt: 10.5, paragraph: '<w:spacing w:after="60"/>' },
  Heading1: {
    name: 'heading 1',
    pt: 12,
    bold: true,
    title: true,
    paragraph: '<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="0"/>',
  },
  Label: { name: 'Label', pt: 10.5 },
  Value: { name: 'Value', pt: 10.5 },
  Strong: { name: 'Strong value', pt: 12, bold: true },
  Head: { name: 'Table head', pt: 9, bold: true },
  Cell: { name: 'Table cell', pt: 9 },
  Indented: {
    name: 'Indented',
    pt: 10.5,
    paragraph: '<w:spacing w:line="312" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="420"/>',
  },
  Small: { name: 'Small', pt: 8 },
  Mark: {
    name: 'Secrecy mark',
    pt: 14,
    bold: true,
    title: true,
    color: 'B3261E',
    paragraph: '<w:jc w:val="right"/>',
  },
  Joint: { name: 'Joint', pt: 1, paragraph: '<w:spacing w:line="10" w:lineRule="exact"/>' },
};

/** `styles.xml`: Chinese faces in every style, so that no part falls to what Word takes for Latin. */
export function stylesXml(language: string): string {
  const styles = Object.entries(STYLES).map(
    ([id, { name, pt, bold, title, color, paragraph = '' }]) =>
      `<w:style w:type="paragraph" w:customStyle="${id === 'Title' || id === 'Heading1' ? 0 : 1}" w:styleId="${id}">` +
      `<w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraph}</w:pPr>` +
      `<w:rPr>${title ? faces(TITLE_FACE) : ''}${bold ? '<w:b/>' : ''}${color ? `<w:color w:val="${color}"/>` : ''}` +
      `<w:sz w:val="${pt * 2}"/><w:szCs w:val="${pt * 2}"/></w:rPr></w:style>`,
  );
  return [
    `${XML_HEAD}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>${faces(BODY_FACE)}`,
    `<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="${language === 'en' ? 'zh-CN' : language}"/>`,
    '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>',
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
    ...styles,
    '</w:styles>',
  ].join('');
}

/** A field that Word computes for each page. */
export function field(code: 'PAGE' | 'NUMPAGES'): string {
  const part = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
  const instruction = `<w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r>`;
  return `${part('begin')}${instruction}${part('separate')}<w:r><w:t>1</w:t></w:r>${part('end')}`;
}

/** Words behind the text, as Word's own watermark command makes them. */
export function watermark(text: string, widthMm: number): string {
  const width = Math.round((widthMm * 72) / 25.4);
  const height = Math.round(width / Math.max(1, [...text].length));
  const style = [
    'position:absolute;margin-left:0;margin-top:0',
    `width:${width}pt;height:${height}pt;rotation:-32;z-index:-251658752`,
    'mso-position-horizontal:center;mso-position-horizontal-relative:page',
    'mso-position-vertical:center;mso-position-vertical-relative:page',
  ].join(';');
  return [
    '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"',
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>',
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>',
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>',
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>',
    `<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="${style}" o:allowincell="f"`,
    ' fillcolor="#e4e4e4" stroked="f"><v:fill opacity=".6"/>',
    `<v:textpath style="font-family:&quot;${BODY_FACE}&quot;;font-size:1pt" string="${escapeXml(text)}"/>`,
    '</v:shape></w:pict></w:r>',
  ].join('');
}
