/** 存证码: a row of the log on paper. Later somebody holds it against the vault: `compare.ts`. */
import { encodeQR } from 'qr';
import { anchorDigits } from '../../domain/anchor-code.ts';
import { documentSchema, type BlockInput } from '../../domain/document/model.ts';
import { minuteIn } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import * as log from '../../work/log/store.ts';
import type { PrintedForm } from '../../work/subject.ts';
import { frameOf, word } from '../prints/service.ts';

/** The row of the log with the number `id`. Error: `audit.no_such_row`. */
export const anchorForm: PrintedForm = {
  name: 'anchor',
  permission: 'audit.print',
  read(ctx, db, id, frame) {
    const row = log.findAuditRow(db, id);
    if (!row) throw new AppError('audit.no_such_row');
    const hash = Buffer.from(row.hash).toString('hex');
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('anchor.title'),
      formNo: null,
      number: { label: word('anchor.number'), value: String(id) },
      date: null,
      subject: null,
      secrecyMark: null,
      blocks: [
        {
          kind: 'fields',
          columns: 2,
          items: [
            { label: word('anchor.fonds'), value: ctx.facts.fonds },
            { label: word('anchor.file'), value: ctx.facts.fileName },
            { label: word('anchor.seq'), value: String(id), strong: true },
            { label: word('anchor.at'), value: minuteIn(frame.zone, row.at) },
            { label: word('anchor.hash'), value: hash, span: 2 },
          ],
        },
        anchorBlock({ seq: id, hash }),
        { kind: 'paragraphs', texts: [word('anchor.meaning'), word('anchor.how')] },
        {
          kind: 'signatures',
          items: [
            { role: word('anchor.printed_by'), name: frame.printedBy },
            { role: word('anchor.kept_by') },
          ],
        },
      ],
    });
    return { document, object: `audit:${id}`, secrecy: null };
  },
};

/** A row of the log for any form: to be scanned with the whole hash, and to be typed. */
export function anchorBlock(row: { readonly seq: number; readonly hash: string }): BlockInput {
  return {
    kind: 'anchor',
    label: word('anchor.code'),
    code: anchorDigits(row),
    qr: qrRows(anchorDigits(row, 'whole')),
  };
}

/** Rows of a QR code without its quiet zone, `1` dark; a quarter of it may be dirty. */
function qrRows(digits: string): string[] {
  const modules = encodeQR(digits, 'raw', { ecc: 'quartile', encoding: 'numeric', border: 1 });
  return modules.slice(1, -1).map((row) =>
    row
      .slice(1, -1)
      .map((dark) => (dark ? '1' : '0'))
      .join(''),
  );
}
