import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';

type Outputs = inferRouterOutputs<AppRouter>['import'];
type Inputs = inferRouterInputs<AppRouter>['import'];

/** A chosen file and what was found in it. */
export type Inspection = Outputs['inspect'];
export type Sheet = Inspection['sheets'][number];
export type Column = Sheet['columns'][number];

/** How a sheet is to be read, as the person left it. */
export interface SheetChoice {
  readonly sheet: Sheet;
  readonly chosen: boolean;
  readonly category: Sheet['category'];
  readonly columns: readonly Column[];
  /** Rows that look like headings or totals and are customers all the same. */
  readonly takeIn: readonly number[];
  /** Rows that are hidden in the file come in too. */
  readonly withHidden: boolean;
}

export type Plan = Outputs['plan'];
export type PlanWord = Plan['words'][number];
export type KnownWord = NonNullable<Inputs['plan']['words']>[number];
export type Counts = Outputs['preview'];
export type Applied = Outputs['run'];
export type Answers = Inputs['run']['answers'];
export type Decision = NonNullable<Answers['all']>;
export type Group = Outputs['groups']['groups'][number];
export type PlanRow = Outputs['rows']['rows'][number];
export type RowsShown = Inputs['rows']['show'];
export type Issue = PlanRow['problems'][number];

export type ImportLine = Outputs['list']['imports'][number];
export type ImportRecord = Outputs['get'];
export type KeptRow = Outputs['keptRows']['rows'][number];
export type Written = Outputs['written']['archives'][number];
export type UndoPreview = Outputs['previewUndo'];

export interface ChosenFile {
  readonly token: string;
  readonly name: string;
}
