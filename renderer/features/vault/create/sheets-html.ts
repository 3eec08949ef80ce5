import type { TFunction } from 'i18next';
import { formatInstant } from '../../../lib/format.ts';
import { html, printDocument } from '../../../lib/print-html.ts';

export interface RecoverySheet {
  readonly number: number;
  readonly lines: readonly string[];
}

export interface SheetFacts {
  readonly company: string;
  readonly fonds: string;
  readonly label: string;
  /** Sets are numbered; the first is 1. */
  readonly set: number;
  readonly sheets: readonly RecoverySheet[];
}

/** 恢复密钥单 (forms.md 12): one page a sheet, four lines of key each. */
export function recoverySheetsHtml(
  t: TFunction,
  language: string,
  facts: SheetFacts,
  printedAt: number,
): string {
  const pages = facts.sheets.map(
    (sheet) =>
      html`<section>
        <h1>${t('vault:sheet.title')}</h1>
        <p>
          ${facts.company} · ${facts.fonds} · ${facts.label} · ${t('vault:sheet.set', { set: facts.set })}
        </p>
        <p>${t('vault:sheet.which', { number: sheet.number, count: facts.sheets.length })}</p>
        <table>
          <tbody>
            ${sheet.lines.map(
              (line, index) =>
                html`<tr>
                  <th style="width:12mm">${index + 1}</th>
                  <td class="code">${line}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p style="margin-top:6mm">${t('vault:sheet.use')}</p>
        <p>${t('vault:sheet.keep')}</p>
        <table style="margin-top:8mm">
          <tbody>
            <tr>
              <td>${t('vault:sheet.keeper')}</td>
              <td>${t('vault:sheet.place')}</td>
              <td>${t('vault:sheet.date')}</td>
            </tr>
          </tbody>
        </table>
        <footer>${t('vault:sheet.printed', { at: formatInstant(printedAt) })}</footer>
      </section>`,
  );
  return printDocument(language, t('vault:sheet.title'), html`${pages}`);
}

export interface OneTimeCode {
  readonly login: string;
  readonly name: string;
  readonly code: string;
}

/** One slip a person with their one-time code, each on a page of its own so that it can be handed over closed. */
export function codesHtml(
  t: TFunction,
  language: string,
  company: string,
  codes: readonly OneTimeCode[],
): string {
  const pages = codes.map(
    (code) =>
      html`<section>
        <h1>${t('vault:slip.title')}</h1>
        <p>${company}</p>
        <table>
          <tbody>
            <tr>
              <th style="width:40mm">${t('vault:slip.name')}</th>
              <td>${code.name}</td>
            </tr>
            <tr>
              <th>${t('vault:login')}</th>
              <td class="code">${code.login}</td>
            </tr>
            <tr>
              <th>${t('vault:activate.code')}</th>
              <td class="code">${code.code}</td>
            </tr>
          </tbody>
        </table>
        <p style="margin-top:6mm">${t('vault:slip.use')}</p>
      </section>`,
  );
  return printDocument(language, t('vault:slip.title'), html`${pages}`);
}
