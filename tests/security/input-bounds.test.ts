import { expect, test } from 'vitest';
import { z } from 'zod';
import { filtersSchema } from '../../db/domain/customer-list.ts';
import { customerInputSchema } from '../../db/domain/customer.ts';
import { appRouter } from '../../db/router/index.ts';

/** What a report can be varied by. */
/** Filters of a report, each with the values that it takes. */
const FILTERS = [
  ['category', 'one of 3'],
  ['party', 'one of 2'],
  ['subType', '1..40'],
  ['industry', '1..40'],
  ['size', '1..40'],
  ['status', 'one of 3'],
  ['province', '1..40'],
  ['city', '1..40'],
  ['district', '1..40'],
  ['grade', '1..40'],
  ['retention', 'one of 3'],
  ['secrecy', 'one of 4'],
] as const;

const choicesAt = (at: string): string[] =>
  [
    '.tables?: else null',
    '.tables?: ..30',
    '.tables?[]: ..40',
    '.filters?: else {}',
    ...FILTERS.flatMap(([field, values]) => [
      `.filters?.${field}?: 1..400`,
      `.filters?.${field}?[]: ${values}`,
    ]),
    '.before?: else false',
    '.lastYear?: else false',
    '.order?: else "own", one of 3',
    '.top?: else null',
    '.top?: 1..500',
    '.names?: 1..500, else 20',
    '.charts?: else {}',
    '.charts?{}: one of 5',
  ].map((bound) => `${at}${bound}`);

const ASKED_IN_REPORT = [
  'asked.name: one of 5',
  'asked.title?: else null',
  'asked.title?: 1..60',
  'asked.choices?: else {}',
  ...choicesAt('asked.choices?'),
];

/** Which archives of a list are meant. */
const chosenAt = (at: string): string[] =>
  [
    'view.text?: ..200',
    'view.filters?: filters',
    'view.sort?.by: one of 5',
    'ids: ..50000',
    'ids[]: above 0..',
    'except?: ..50000',
    'except?[]: above 0..',
  ].map((bound) => `${at}${bound}`);

/** What becomes of one field of many archives. */
const CHANGES = [
  ...['above 0..', 'one of 3', '1..40', '1..40', '1..40'].flatMap((value) => [
    'change.way: one of 2',
    `change.value: ${value}`,
  ]),
  'change.value: one of 3',
  'change.way: one of 2',
  'change.value: 1..40',
];

/**
 * What each procedure takes at least and at most: characters of a text, members of a list, values of a number, and how
 * many words there are to choose from. `?`: may be left out. Whoever changes a bound changes it here, and says why.
 */
const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  'accounts.create': [
    'login: 1..60',
    'name: 1..60',
    'roles: 1..8',
    'roles[]: one of 8',
    'department?: else null',
    'department?: 1..60',
    'person?: else null',
    'person?: above 0..',
  ],
  'accounts.setRoles': ['id: above 0..', 'roles: 1..8', 'roles[]: one of 8'],
  'accounts.setPerson': ['id: above 0..', 'name: 1..60', 'department: 1..60'],
  'accounts.resetPassword': ['id: above 0..'],
  'accounts.disable': ['id: above 0..'],
  'accounts.enable': ['id: above 0..'],
  'accounts.withdraw': ['request: above 0..'],
  'accounts.confirmWithSheets': ['request: above 0..', 'sheets: 2..2'],
  'accounts.confirm': ['requests: 1..50', 'requests[]: above 0..', 'password: 1..1000'],
  'accounts.refuse': ['request: above 0..', 'reason.choice: one of 6', 'reason.text: ..500'],
  'accounts.acknowledge': ['upTo: above 0..'],
  'audit.list': [
    'action?: ..60',
    'accountId?: above 0..',
    'object?: ..60',
    'about?: ..120',
    'decision?: one of 2',
    'after?: else null',
    'after?: above 0..',
    'limit: 1..200',
  ],
  'audit.row': ['seq: above 0..'],
  'audit.acknowledge': ['seq: above 0..'],
  'audit.compare': ['code: 1..300'],
  'vault.checkPlace': ['token: 1..100'],
  'backup.addPlace': ['token: 1..100'],
  'backup.plan': ['time: a pattern'],
  'backup.removePlace': ['key: a pattern'],
  'backup.make': ['token: 1..100', 'full?: else false'],
  'backup.inspect': [
    'token: 1..100',
    'secret.login: 1..60',
    'secret.password: 1..1000',
    'secret.sheets: 2..2',
  ],
  'backup.preview': ['restoreId: a pattern', 'token: 1..100'],
  'backup.restore': ['restoreId: a pattern', 'token: 1..100'],
  'clock.vouchWithSheets': ['sheets: 2..2'],
  'customers.export': [...chosenAt(''), 'token: 1..100', 'language: one of 2'],
  'customers.previewMany': [...chosenAt('chosen.'), ...CHANGES],
  'customers.changeMany': [
    ...chosenAt('chosen.'),
    ...CHANGES,
    'reason.choice: one of 7',
    'reason.text: ..200',
    'reason.choice: one of 10',
    'reason.text: ..200',
    'seen: a pattern',
  ],
  'customers.previewUndoMany': ['act: above 0..'],
  'customers.undoMany': ['act: above 0..'],
  'customers.printable': chosenAt('chosen.'),
  'customers.get': ['id: above 0..'],
  'customers.actsOn': ['id: above 0..'],
  'customers.named': ['ids: ..20', 'ids[]: above 0..'],
  'customers.getByArchiveNo': ['archiveNo: ..80'],
  'customers.history': ['id: above 0..', 'field?: ..40'],
  'customers.join': [
    'id: above 0..',
    'version: above 0..',
    'otherId: above 0..',
    'otherVersion: above 0..',
    'picks: ..100',
    'picks[]: ..40',
  ],
  'customers.joining': ['id: above 0..', 'otherId: above 0..'],
  'customers.part': ['id: above 0..'],
  'customers.similar': [
    'name: ..120',
    'uscc: ..18',
    'phones: ..110',
    'phones[]: ..40',
    'exceptId?: above 0..',
  ],
  'customers.create': [': a customer'],
  'customers.update': [
    'id: above 0..',
    'version: above 0..',
    'input: a customer',
    'reason.choice: one of 10',
    'reason.text: ..200',
  ],
  'customers.assign': [
    'id: above 0..',
    'version: above 0..',
    'responsibleId: above 0..',
    'keeperId: above 0..',
    'reason.choice: one of 7',
    'reason.text: ..200',
  ],
  'customers.classify': [
    'id: above 0..',
    'version: above 0..',
    'secrecy: one of 4',
    'reason.choice: one of 8',
    'reason.text: ..200',
  ],
  'drafts.get': ['key: 1..200'],
  'drafts.save': ['key: 1..200'],
  'drafts.discard': ['key: 1..200'],
  'drafts.setAside': ['key: 1..200', 'why: one of 3'],
  'filings.list': [
    'states: 1..5',
    'states[]: one of 5',
    'after?: else null',
    'after?: above 0..',
    'limit?: 1..200, else 50',
  ],
  'filings.get': ['id: above 0..'],
  'filings.save': ['id: above 0..', 'version: above 0..', 'input: a customer'],
  'filings.accept': ['id: above 0..', 'version: above 0..', 'input: a customer'],
  'filings.return': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 6',
    'reason?.text: ..500',
  ],
  'filings.withdraw': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 5',
    'reason?.text: ..500',
  ],
  'import.get': ['id: above 0..'],
  'import.keptRows': ['id: above 0..', 'offset: 0..', 'limit: 1..500', 'show: one of 4'],
  'import.list': ['after: above 0..'],
  'import.previewUndo': ['id: above 0..'],
  'import.undo': ['id: above 0..'],
  'import.written': ['id: above 0..', 'offset: 0..', 'limit: 1..500', 'what: one of 2'],
  'import.inspect': ['token: 1..100', 'headerRows?{}: 1..1048576'],
  'import.plan': [
    'token: 1..100',
    'sheets: 1..60',
    'sheets[].sheet: ..200',
    'sheets[].headerRow: 1..1048576',
    'sheets[].category: one of 3',
    'sheets[].columns: ..600',
    'sheets[].columns[].index: 0..600',
    'sheets[].columns[].field: one of 45',
    'sheets[].takeIn?: ..10000',
    'sheets[].takeIn?[]: 1..1048576',
    'words?: ..500',
    'words?[].field: one of 9',
    'words?[].category: one of 3',
    'words?[].word: 1..200',
    'words?[].code: ..40',
  ],
  'import.preview': [
    'planId: ..40',
    'answers.all?: one of 3',
    'answers.byGroup{}: one of 3',
    'answers.unanswered?: one of 2',
  ],
  'import.rows': ['planId: ..40', 'offset: 0..', 'limit: 1..500', 'show: one of 4'],
  'import.groups': ['planId: ..40', 'offset: 0..', 'limit: 1..500'],
  'import.run': [
    'planId: ..40',
    'answers.all?: one of 3',
    'answers.byGroup{}: one of 3',
    'answers.unanswered?: one of 2',
  ],
  'import.saveRefused': ['planId: ..40', 'token: 1..100', 'language: one of 2'],
  'import.forgetTemplate': ['name: ..200'],
  'inbox.list': [
    'tab: one of 3',
    'after?: else null',
    'after?.at: 0..',
    'after?.flow: 1..60',
    'after?.id: above 0..',
    'limit?: 1..200, else 50',
  ],
  'inbox.earlier': ['flow: 1..60', 'id: above 0..'],
  'inbox.since': ['flow: 1..60', 'id: above 0..'],
  'inbox.sign': [
    'flow: 1..60',
    'step: 1..60',
    'cases: 1..50',
    'cases[].id: above 0..',
    'cases[].version: above 0..',
    'password: 1..1000',
  ],
  'inspections.approve': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'inspections.changes': ['id: above 0..'],
  'inspections.confirmLevel': ['level.room: ..20', 'level.cabinet: 1..20', 'level.level: 1..99'],
  'inspections.cosign': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'inspections.filtered': ['id: above 0..', 'filter: one of 7', 'from?: 0.., else 0'],
  'inspections.find': ['id: above 0..', 'ending: 2..60'],
  'inspections.get': ['id: above 0..'],
  'inspections.giveUp': [
    'id: above 0..',
    'version: above 0..',
    'password: 1..1000',
    'reason.choice: one of 5',
    'reason.text: ..500',
  ],
  'inspections.labels': ['from?: 0.., else 0'],
  'inspections.level': [
    'id: above 0..',
    'level.room: ..20',
    'level.cabinet: 1..20',
    'level.level: 1..99',
    'after?: 0.., else 0',
  ],
  'inspections.levels': ['id: above 0..'],
  'inspections.note': [
    'id: above 0..',
    'no: 0..10000',
    'sheet.outcome: one of 4',
    'sheet.foundAt?.room: ..20',
    'sheet.foundAt?.cabinet: 1..20',
    'sheet.foundAt?.level: 1..99',
    'sheet.putRight?: else null',
    'sheet.putRight?: one of 2',
    'sheet.borrower: ..60',
    'sheet.dueOn?: else null',
    'sheet.findings?: ..9',
    'sheet.findings?[].kind: one of 9',
    'sheet.findings?[].degree: one of 3',
    'sheet.findings?[].note: ..500',
    'sheet.note: ..300',
  ],
  'inspections.open': ['period?: else null'],
  'inspections.openAddendum': ['id: above 0..'],
  'inspections.openNumbers': ['id: above 0..'],
  'inspections.planLevel': ['level.room: ..20', 'level.cabinet: 1..20', 'level.level: 1..99'],
  'inspections.putRight': [
    'id: above 0..',
    'no: 0..10000',
    'how: one of 2',
    'position?: else null',
    'position?: 1..9999',
  ],
  'inspections.return': [
    'id: above 0..',
    'version: above 0..',
    'reason.choice: one of 5',
    'reason.text: ..500',
  ],
  'inspections.review': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'inspections.scan': ['code: 1..100', 'at?.room: ..20', 'at?.cabinet: 1..20', 'at?.level: 1..99'],
  'inspections.sendBack': [
    'id: above 0..',
    'version: above 0..',
    'reason.choice: one of 5',
    'reason.text: ..500',
  ],
  'inspections.share': [
    'id: above 0..',
    'shares: 1..200',
    'shares[].personId: above 0..',
    'shares[].room: ..20',
    'shares[].cabinet?: else null',
    'shares[].cabinet?: 1..20',
    'shares[].fromLevel?: else null',
    'shares[].fromLevel?: 1..99',
    'shares[].toLevel?: else null',
    'shares[].toLevel?: 1..99',
    'shares[].given?: else true',
  ],
  'inspections.sheet': ['id: above 0..', 'customerId: above 0..'],
  'inspections.sign': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'inspections.withdraw': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 3',
    'reason?.text: ..500',
  ],
  'lists.edit': [
    'list: ..40',
    'items: ..300',
    'items[].code?: 1..40',
    'items[].labelZh: 1..40',
    'items[].labelEn: ..60',
  ],
  'preferences.get': ['key: 1..200'],
  'preferences.set': ['key: 1..200'],
  'preferences.setAside': ['key: 1..200', 'why: one of 3'],
  'prints.pages': [
    'form: 1..40',
    'id: 0..',
    'paper?: else {}',
    'paper?.size?: else "A4", one of 7',
    'paper?.landscape?: else false',
    'options?{}: ..400',
    'options?{}: ..20000',
    'options?{}[]: above 0..',
    ...chosenAt('options?{}.'),
  ],
  'prints.docx': [
    'form: 1..40',
    'id: 0..',
    'paper?: else {}',
    'paper?.size?: else "A4", one of 7',
    'paper?.landscape?: else false',
    'options?{}: ..400',
    'options?{}: ..20000',
    'options?{}[]: above 0..',
    ...chosenAt('options?{}.'),
  ],
  'prints.pdfOfPages': ['print: above 0..'],
  'prints.pdf': [
    'form: 1..40',
    'id: 0..',
    'paper?: else {}',
    'paper?.size?: else "A4", one of 7',
    'paper?.landscape?: else false',
    'options?{}: ..400',
    'options?{}: ..20000',
    'options?{}[]: above 0..',
    ...chosenAt('options?{}.'),
    'token: 1..100',
  ],
  // A room as shelves have it; what no thermometer shows in a room is a slip; a year and a month of days.
  'environment.get': ['room: ..20'],
  'environment.record': ['room: ..20', 'seconds: 0..86399', 'temperature: -400..700', 'humidity: 0..1000'],
  ...Object.fromEntries(
    ['environment.bring', 'environment.preview'].map((name) => [
      name,
      [
        'token: 1..100',
        'room: ..20',
        ...['date', 'time', 'temperature', 'humidity'].map((column) => `mapping.${column}: 0..63`),
        'mapping.order: one of 2',
      ],
    ]),
  ),
  'environment.check': ['room: ..20', 'note: ..500'],
  'environment.withdraw': ['id: above 0..', 'reason.choice: one of 5', 'reason.text: ..500'],
  'properties.list': [
    'scopes: 1..4',
    'scopes[]: one of 4',
    'after?: else null',
    'after?: above 0..',
    'limit?: 1..200, else 50',
  ],
  'properties.get': ['id: above 0..'],
  'properties.handle': ['id: above 0..', 'check: 1..40', 'reason.choice: one of 5', 'reason.text: ..500'],
  'properties.setStaff': ['names: ..2000', 'names[]: 1..60'],
  'repairs.list': [
    'state: one of 3',
    'kinds: ..10',
    'kinds[]: one of 10',
    'rooms: ..200',
    'rooms[]: ..20',
    'after: 2..2',
    'after: 1..1',
    'limit: 1..200',
  ],
  'repairs.counts': ['state: one of 3', 'kinds: ..10', 'kinds[]: one of 10', 'rooms: ..200', 'rooms[]: ..20'],
  'repairs.get': ['id: above 0..'],
  'repairs.plan': [
    'id: above 0..',
    'version: above 0..',
    'method: one of 10',
    'doer.id: above 0..',
    'doer.text: 1..60',
    'note: ..500',
  ],
  'repairs.done': ['id: above 0..', 'version: above 0..', 'method: one of 10', 'note: ..500'],
  'repairs.reopen': ['id: above 0..', 'version: above 0..', 'reason.choice: one of 5', 'reason.text: ..500'],
  'repairs.withdraw': [
    'id: above 0..',
    'version: above 0..',
    'reason.choice: one of 4',
    'reason.text: ..500',
  ],
  'search.query': ['text: ..200', 'limit: 1..200'],
  'search.list': [
    'text?: ..200',
    'filters?: filters',
    'sort?.by: one of 5',
    'start.offset: 0..2147483648',
    'start.after: above 0..',
    'start.before: above 0..',
    'start.letter: a pattern',
    'limit: 1..200',
  ],
  'reportAmendments.list': [
    'states: 1..6',
    'states[]: one of 6',
    'after?: else null',
    'after?: above 0..',
    'limit?: 1..200, else 50',
  ],
  'reportAmendments.get': ['id: above 0..'],
  'reportAmendments.save': [
    'id: above 0..',
    'version: above 0..',
    'reportId: above 0..',
    'items: 1..50',
    'items[].table: 1..80',
    'items[].row: 1..80',
    'items[].measure: 1..80',
    'items[].value: 1..200',
    'items[].reason: ..300',
  ],
  'reportAmendments.approve': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'reportAmendments.refuse': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 4',
    'reason?.text: ..500',
  ],
  'reportAmendments.withdraw': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 4',
    'reason?.text: ..500',
  ],
  'reportAmendments.file': ['id: above 0..', 'version: above 0..'],
  'reportCopies.list': ['id: above 0..'],
  'reportCopies.register': [
    'id: above 0..',
    'copies: 1..50',
    'copies[].recipient: ..60',
    'copies[].department?: ..60',
  ],
  'reportCopies.handOut': ['id: above 0..', 'copyNo: ..10000, above 0..', 'note?: ..200'],
  'reportCopies.takeBack': ['id: above 0..', 'copyNo: ..10000, above 0..', 'note?: ..200'],
  'reportDefinitions.save': [
    'id: above 0..',
    'name: ..60',
    'base: one of 5',
    ...choicesAt('choices'),
    'shared?: else false',
  ],
  'reportDefinitions.share': ['id: above 0..'],
  'reportDefinitions.retire': ['id: above 0..'],
  'reportRequests.list': [
    'states: 1..8',
    'states[]: one of 8',
    'after?: else null',
    'after?: above 0..',
    'limit?: 1..200, else 50',
  ],
  'reportRequests.get': ['id: above 0..'],
  'reportRequests.save': [
    'id: above 0..',
    'version: above 0..',
    'input.name: one of 5',
    'input.title?: else null',
    'input.title?: 1..60',
    'input.choices?: else {}',
    ...choicesAt('input.choices?'),
    'input.department: ..60',
    'input.every: one of 4',
    'input.purpose: ..500',
    'input.scope?: else "top_secret", one of 4',
  ],
  'reportRequests.review': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'reportRequests.approve': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'reportRequests.refuse': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 6',
    'reason?.text: ..500',
  ],
  'reportRequests.reject': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 6',
    'reason?.text: ..500',
  ],
  'reportRequests.withdraw': [
    'id: above 0..',
    'version: above 0..',
    'reason?.choice: one of 4',
    'reason?.text: ..500',
  ],
  'reportRequests.end': [
    'id: above 0..',
    'version: above 0..',
    'reason.choice: one of 4',
    'reason.text: ..500',
  ],
  'reports.runs': [
    'states?: 1..8, else ["planned","compiled","submitted","reviewed","released","returned","cancelled","superseded"]',
    'states?[]: one of 8',
    'requestId?: else null',
    'requestId?: above 0..',
    'copiesOut?: else false',
    'after?: else null',
    'after?: above 0..',
    'limit?: 1..200, else 50',
  ],
  'reports.get': ['id: above 0..'],
  'reports.open': ['id: above 0..'],
  'reports.draw': ['id: above 0..'],
  'reports.compile': [
    'name: one of 5',
    'title?: else null',
    'title?: 1..60',
    'choices?: else {}',
    ...choicesAt('choices?'),
    'scope?: else "top_secret", one of 4',
  ],
  'reports.compileAgain': ['id: above 0..', 'version: above 0..'],
  'reports.handOn': ['id: above 0..', 'version: above 0..'],
  'reports.review': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'reports.release': ['id: above 0..', 'version: above 0..', 'password: 1..1000'],
  'reports.return': ['id: above 0..', 'version: above 0..', 'reason.choice: one of 5', 'reason.text: ..500'],
  'reports.sendBack': [
    'id: above 0..',
    'version: above 0..',
    'reason.choice: one of 5',
    'reason.text: ..500',
  ],
  'reports.cancel': [
    'id: above 0..',
    'version: above 0..',
    'reason.choice: one of 4',
    'reason.text: ..500',
    'password: 1..1000',
  ],
  'reports.comment': [
    'id: above 0..',
    'table?: else null',
    'table?: 1..80',
    'row?: else null',
    'row?: 1..80',
    'measure?: else null',
    'measure?: 1..80',
    'text: ..500',
  ],
  'reports.computeAgain': ['id: above 0..'],
  'reports.checkPaper': ['code: ..400'],
  'reports.behind': [
    ...ASKED_IN_REPORT,
    'figure.table: one of 24',
    'figure.row: ..80',
    'figure.measure: 1..80',
    'from?: 0.., else 0',
  ],
  'reports.charts': [
    'name: one of 5',
    'title?: else null',
    'title?: 1..60',
    'choices?: else {}',
    ...choicesAt('choices?'),
  ],
  'reports.save': [...ASKED_IN_REPORT, 'format: one of 3', 'token: 1..100'],
  'reports.run': [
    'name: one of 5',
    'title?: else null',
    'title?: 1..60',
    'choices?: else {}',
    ...choicesAt('choices?'),
  ],
  'search.facets': ['text?: ..200', 'filters?: filters'],
  'seed.run': ['customers: 1..2000000'],
  'setAside.save': ['id: above 0..', 'token: 1..100'],
  'setAside.dismiss': ['id: above 0..'],
  'settings.set': [
    'lockAfterMinutes?: 1..120',
    'filingLimitDays?: 0..365',
    'gradeList?: one of 3',
    'gradeSecrecy?{}.secrecy: one of 4',
    'timeZone?: ..40',
    'inspectionOpens?.first: a pattern',
    'inspectionOpens?.second: a pattern',
    'levelSample?: 1..100',
    ...['low', 'high'].map((end) => `environmentLimits?.temperature.${end}: -400..700`),
    ...['low', 'high'].map((end) => `environmentLimits?.humidity.${end}: 0..1000`),
    'searchDays?: 1..365',
    'hideGroupsBelow?: 0..20',
  ],
  'vault.draftCreate': ['company: 2..120', 'fonds: a pattern', 'archiveNoPattern?: ..200'],
  'vault.renewSheets': [
    'draftId: a pattern',
    'answers: ..12',
    'answers[].text: ..100',
    'second.login: 1..60',
    'second.password: 1..1000',
    'second.sheets: 2..2',
  ],
  'vault.tryOut': [
    'token: 1..100',
    'company: 2..120',
    'people: ..8',
    'people[].role: one of 8',
    'people[].name: 1..60',
  ],
  'vault.create': [
    'draftId: a pattern',
    'token: 1..100',
    'admin.login: 1..60',
    'admin.name: 1..60',
    'admin.password: 1..1000',
    'accounts: ..50',
    'accounts[].login: 1..60',
    'accounts[].name: 1..60',
    'accounts[].roles: 1..8',
    'accounts[].roles[]: one of 8',
    'accounts[].department?: else null',
    'accounts[].department?: 1..60',
    'answers: ..12',
    'answers[].text: ..100',
  ],
  'vault.unlock': ['token: 1..100', 'login: 1..60', 'password: 1..1000'],
  'vault.unlockWithSecond': [
    'token: 1..100',
    'login: 1..60',
    'password: 1..1000',
    'second.login: 1..60',
    'second.password: 1..1000',
    'second.sheets: 2..2',
  ],
  'vault.activate': ['token: 1..100', 'login: 1..60', 'code: 1..1000', 'password: 1..1000'],
  'vault.move': ['token: 1..100'],
  'vault.recover': [
    'token: 1..100',
    'sheets: 2..2',
    'login: 1..60',
    'password: 1..1000',
    'despite?: else false',
  ],
  'vault.changePassword': ['current: 1..1000', 'next: 1..1000'],
  'vault.verifyPassword': ['password: 1..1000'],
  'witnesses.choosePlace': ['token: 1..100'],
};

/** Schemas that several procedures take whole; their own bounds are held in `tests/domain/bounds.test.ts`. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  [JSON.stringify(plain(customerInputSchema)), 'a customer'],
  [JSON.stringify(plain(filtersSchema)), 'filters'],
]);

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function plain(schema: z.ZodType): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

const RANGES = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
] as const;
/** Bounds that each whole number has. */
const NO_BOUND: readonly unknown[] = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

function* boundsOf(schema: Schema, at: string): Generator<string> {
  const known = KNOWN.get(JSON.stringify(schema));
  if (known !== undefined) {
    yield `${at}: ${known}`;
    return;
  }
  const bound = (key: string) => (NO_BOUND.includes(schema[key]) ? '' : String(schema[key] ?? ''));
  const own = RANGES.flatMap(([least, most]) => {
    const range = `${bound(least)}..${bound(most)}`;
    return range === '..' ? [] : [least.startsWith('exclusive') ? `above ${range}` : range];
  });
  if ('pattern' in schema) own.push('a pattern');
  if ('default' in schema) own.push(`else ${JSON.stringify(schema['default'])}`);
  if (Array.isArray(schema['enum'])) own.push(`one of ${schema['enum'].length}`);
  if (own.length > 0) yield `${at}: ${own.join(', ')}`;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const members = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  for (const [name, member] of members) {
    const path = `${at === '' ? '' : `${at}.`}${name}${required.includes(name) ? '' : '?'}`;
    if (isSchema(member)) yield* boundsOf(member, path);
  }
  if (isSchema(schema['items'])) yield* boundsOf(schema['items'], `${at}[]`);
  if (isSchema(schema['additionalProperties'])) yield* boundsOf(schema['additionalProperties'], `${at}{}`);
  for (const key of ['anyOf', 'oneOf', 'allOf'])
    for (const part of [schema[key]].flat()) if (isSchema(part)) yield* boundsOf(part, at);
}

test('every procedure takes as much as is written here, and no more', () => {
  const procedures = Object.entries(appRouter._def.procedures as Record<string, unknown>);
  const found = procedures.flatMap(([path, procedure]) => {
    const { inputs } = (procedure as { _def: { inputs: readonly z.ZodType[] } })._def;
    const bounds = inputs.flatMap((input) => [...boundsOf(plain(input), '')]);
    return bounds.length > 0 ? [[path, bounds]] : [];
  });
  expect(Object.fromEntries(found)).toEqual(BOUNDS);
});
