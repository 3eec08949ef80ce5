/** What only the desktop can do: choose a file, save, print, remember. The renderer imports its type alone. */
import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import type { ChosenFile, ShellContext } from './context.ts';
import * as values from './values.ts';

const t = initTRPC.context<ShellContext>().create();
const procedure = t.procedure;

export const shellRouter = t.router({
  /** The system's own dialog; null when the person turned back. */
  chooseFile: procedure
    .input(z.strictObject({ purpose: z.enum(values.filePurposes) }))
    .mutation(({ ctx, input }) => ctx.services.chooseFile(input.purpose)),

  /** Where a new vault may be, for who does not want to choose. */
  proposePlace: procedure
    .input(z.strictObject({ name: values.fileName }))
    .mutation(({ ctx, input }) => ctx.services.proposePlace(input.name)),

  /** The vault to try things in. Each answer carries fresh tokens. */
  trial: procedure.mutation(({ ctx }) => ctx.services.trial()),

  /** The ledger that it begins with. */
  sampleLedger: procedure.mutation(({ ctx }) => ctx.services.sampleLedger()),

  /** Deletes that vault, once it is closed. */
  discardTrial: procedure.mutation(({ ctx }) => ctx.services.discardTrial()),

  /** Where the vault shall write; the token is handed to the procedure that writes. */
  saveFile: procedure
    .input(z.strictObject({ purpose: z.enum(values.savePurposes), suggestedName: values.fileName }))
    .mutation(({ ctx, input }) => ctx.services.saveFile(input.purpose, input.suggestedName)),

  /** Saves a document that the window has made; null when the person turned back. */
  saveDocument: procedure
    .input(
      z.strictObject({
        kind: z.enum(values.documentKinds),
        suggestedName: values.fileName,
        base64: values.base64,
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.services.saveDocument(input.kind, input.suggestedName, Buffer.from(input.base64, 'base64')),
    ),

  /** To a printer, by way of the system's print dialog. */
  printHtml: procedure
    .input(values.printJob)
    .mutation(async ({ ctx, input, signal }) => ({ printed: await ctx.services.print(input, signal) })),

  /** The same of a file that is a PDF already. */
  printPdf: procedure.input(values.pdfJob).mutation(async ({ ctx, input: { base64, ...job }, signal }) => {
    const pdf = Buffer.from(base64, 'base64');
    return { printed: await ctx.services.printPdf({ ...job, pdf }, signal) };
  }),

  /** To a PDF file in the place that the person chooses; null when they turned back. */
  htmlToPdf: procedure
    .input(values.printJob.extend({ suggestedName: values.fileName }))
    .mutation(async ({ ctx, input: { suggestedName, ...job }, signal }): Promise<ChosenFile | null> => {
      const pdf = await ctx.services.pdf(job, signal);
      return ctx.services.saveDocument('pdf', suggestedName, pdf);
    }),

  /** Opens a file just saved with the program that the computer uses for it. */
  openSaved: procedure
    .input(z.strictObject({ token: values.token }))
    .mutation(({ ctx, input }) => ctx.services.openSaved(input.token)),

  /** Shows a file just saved in its folder. */
  showSaved: procedure
    .input(z.strictObject({ token: values.token }))
    .mutation(({ ctx, input }) => ctx.services.showSaved(input.token)),

  /** Vaults opened before on this computer, the latest first. Each answer carries fresh tokens. */
  recentVaults: procedure.query(({ ctx }) => ctx.services.recentVaults()),

  /** Called once a vault has really been opened or created. */
  rememberVault: procedure
    .input(z.strictObject({ token: values.token }))
    .mutation(({ ctx, input }) => ctx.services.rememberVault(input.token)),

  forgetRecent: procedure
    .input(z.strictObject({ token: values.token }))
    .mutation(({ ctx, input }) => ctx.services.forgetVault(input.token)),

  preferences: procedure.query(({ ctx }) => ctx.services.preferences()),

  setPreferences: procedure
    .input(values.preferences.partial())
    .mutation(({ ctx, input }) => ctx.services.setPreferences(input)),

  /** Locks the window that asks. The vault's thread, which may be busy, is not waited for. */
  lock: procedure.mutation(({ ctx }) => ctx.services.lock()),

  /** After a lock: the page begins anew where it is. Answered, if at all, to the page that comes. */
  startOver: procedure
    .input(z.strictObject({ isAllKept: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.startOver(input.isAllKept)),

  /** How the session before this page ended; told once. */
  howLocked: procedure.mutation(({ ctx }) => ctx.services.howLocked()),

  /** While the program waits to end: it ends now, or stays. */
  leave: procedure
    .input(z.strictObject({ now: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.leave(input.now)),

  /** Somebody typed or moved the pointer; the vault locks itself when this stops coming. */
  reportActivity: procedure.mutation(({ ctx }) => ctx.services.reportActivity()),

  /** The open vault's own setting, told after signing in. */
  setIdleMinutes: procedure
    .input(z.strictObject({ minutes: z.number().int().min(1).max(120) }))
    .mutation(({ ctx, input }) => ctx.services.setIdleMinutes(input.minutes)),

  about: procedure.query(({ ctx }) => ctx.services.about()),
});

export type ShellRouter = typeof shellRouter;
