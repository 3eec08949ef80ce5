import { wordOf } from '../../domain/cells/words.ts';
import { cellText } from '../../domain/cells/text.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import { checkUscc, cleanUscc, isIdentifying, isRepeated, USCC_LENGTH } from '../../domain/uscc.ts';
import type { DraftContext } from './choices.ts';
import type { Cell, RowCells } from './row-reader.ts';

/** A number of a register has no fewer characters: 组织机构代码 has nine. */
const SHORTEST_CODE = 8;

/** A spreadsheet makes zeros of the digits beyond fifteen, in a text that it writes too. */
const ROUNDED = /^\d{15}000$/;

interface Written {
  readonly cell: Cell;
  readonly code: string;
}

/** 税号：9144…, 9144…（三证合一）: the only right code among other words. */
function codeInside(text: string): string | null {
  const codes = text.match(/(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])/g) ?? [];
  const [code = null, ...others] = codes.filter(isIdentifying);
  return others.length === 0 ? code : null;
}

/**
 * The code of a row, from as many columns as there are: one that passes GB 32100 before others. One that fails is kept
 * with a warning, one that is no such code at all goes to the note, and so does what another column says besides.
 */
export function readUscc(row: RowCells, context: DraftContext): Pick<CustomerInput, 'uscc' | 'usccWaiver'> {
  const written: Written[] = [];
  for (const cell of row.all('uscc')) {
    const code = cleanUscc(cellText(cell.value));
    // 000…0 and XXX stand for nothing.
    if (wordOf(code) === '' || isRepeated(code)) continue;
    if (ROUNDED.test(code) && !checkUscc(code).ok) row.warnAndKeep('digits_lost', cell);
    else if (code.length >= SHORTEST_CODE && code.length <= USCC_LENGTH && /^[0-9A-Z]+$/.test(code))
      written.push({ cell, code });
    else {
      const inside = codeInside(code);
      if (inside === null) row.warnAndKeep('uscc_not_a_code', cell);
      else {
        written.push({ cell, code: inside });
        row.note(cell);
      }
    }
  }
  const chosen =
    written.find(({ code }) => checkUscc(code).ok) ??
    written.find(({ code }) => code.length === USCC_LENGTH) ??
    written[0];
  if (!chosen) return { uscc: null, usccWaiver: null };
  // 组织机构代码 and the old 税号 are parts of it.
  for (const { cell, code } of written) if (!chosen.code.includes(code)) row.note(cell);
  const check = checkUscc(chosen.code);
  if (check.ok) return { uscc: chosen.code, usccWaiver: null };
  row.warn(`uscc_${check.problem}`, chosen.cell, { expected: check.expected });
  return { uscc: chosen.code, usccWaiver: context.usccWaiver };
}
