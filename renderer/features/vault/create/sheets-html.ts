import type { TFunction } from 'i18next';
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
  printedAt: string,
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
        <footer>${t('vault:sheet.printed', { at: printedAt })}</footer>
      </section>`,
  );
  return printDocument(language, t('vault:sheet.title'), html`${pages}`);
}

export interface OneTimeCode {
  readonly login: string;
  readonly name: string;
  readonly code: string;
}

/** All one-time codes on one sheet of paper, a slip a person, to be cut apart and handed over one by one. */
export function codesHtml(
  t: TFunction,
  language: string,
  company: string,
  codes: readonly OneTimeCode[],
): string {
  const slips = codes.map(
    (code) =>
      html`<div class="slip">
        <p>${t('vault:slip.title')} · ${company}</p>
        <table>
          <tbody>
            <tr>
              <th>${t('vault:slip.name')}</th>
              <td>${code.name}</td>
              <th>${t('vault:login')}</th>
              <td>${code.login}</td>
            </tr>
            <tr>
              <th>${t('vault:activate.code')}</th>
              <td class="code" colspan="3">${code.code}</td>
            </tr>
          </tbody>
        </table>
        <p>${t('vault:slip.use')}</p>
      </div>`,
  );
  return printDocument(language, t('vault:slip.title'), html`${slips}`);
}
