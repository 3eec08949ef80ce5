/**
 * What a backup says of itself: `manifest.json` in its folder, canonical JSON, in the clear and signed by whoever made
 * it with the key that the log knows. No name of a person or a customer stands in it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../domain/canonical.ts';
import { daySchema } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { readSmallFile, verifySignature } from '../../vault/index.ts';

const FORMAT = 'kedang-backup';
/** The newest format that this program knows; one that is added to is raised, and the old ones stay readable. */
const VERSION = 2;
const LARGEST_FILE = 1024 * 1024;

/** What lies in the folder of a backup, by names of our own: none comes from the manifest. */
export function filesOf(folder: string) {
  const archive = join(folder, 'archive.kda');
  return {
    archive,
    keys: `${archive}.keys`,
    anchors: `${archive}.anchors`,
    manifest: join(folder, 'manifest.json'),
  };
}
export const DATA_FILES = ['archive', 'keys', 'anchors'] as const;
export type DataFile = (typeof DATA_FILES)[number];

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const count = z.int().min(0);
const fileSchema = z.strictObject({ bytes: count, sha256: hex(32) });

const firstSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  archive: hex(16),
  /** The generation of the data key (the first bytes of the archive) and the number of the keys file. */
  keys: z.strictObject({ salt: hex(16), seq: z.int().positive() }),
  /** Which set of recovery sheets opens it: the public half of their key. */
  recovery: hex(32),
  /** The newest row of the log, and how many there are. */
  head: z.strictObject({ seq: z.int().positive(), hash: hex(32) }),
  rows: z.int().positive(),
  /** Rows of each table. */
  tables: z.record(z.string().regex(/^[a-z0-9_]{1,64}$/), count),
  program: z.string().max(40),
  /** `user_version` of the database. */
  schema: z.int().positive(),
  /** Milliseconds UTC, and the day whose passwords open it. */
  madeAt: z.int(),
  day: daySchema,
  /** What a look at it found; `failed` names the checks that did not hold. */
  looked: z.strictObject({ full: z.boolean(), failed: z.array(z.string().max(60)).max(50) }),
  files: z.strictObject({ archive: fileSchema, keys: fileSchema, anchors: fileSchema }),
  /** Archives that were destroyed by this time, for the day on which there are such acts. */
  tombstones: z.array(z.never()),
  /** By which key of `account_key` it is signed. */
  accountKeyId: z.int().positive(),
});
const bodySchema = firstSchema.extend({
  version: z.literal(VERSION),
  /**
   * How many restores the log had behind it, and the row of the last one: two archives that were restored as often are
   * told apart by that.
   */
  series: z.strictObject({ restores: count, since: hex(32).nullable() }),
  /** Made by the program by itself; only such ones are cleared up by it. */
  automatic: z.boolean(),
  /** The newest anchor of the log, with its time in milliseconds UTC. */
  anchor: z.strictObject({ seq: z.int().positive(), head: hex(32), at: z.int() }).nullable(),
  /** Number of the set of recovery sheets. */
  recoverySet: z.int().positive(),
  /** Tables that had lost rows without acts that explain it: such a backup is kept apart. */
  fallen: z.array(z.string().max(64)).max(100),
});
const SIGNATURE = { signature: hex(64) };
const manifestSchema = z.discriminatedUnion('version', [
  firstSchema.extend(SIGNATURE),
  bodySchema.extend(SIGNATURE),
]);

export type ManifestBody = z.output<typeof bodySchema>;
/** Of any version that was ever written: what a former one does not say is not made up. */
export type Manifest = z.output<typeof manifestSchema>;
export type Series = ManifestBody['series'];
export type FileFacts = z.output<typeof fileSchema>;

/** True of every version, past and future. */
const envelopeSchema = z.looseObject({ format: z.literal(FORMAT), version: z.int() });

const bytesOf = (body: Omit<Manifest, 'signature'>) => Buffer.from(canonicalJson(body), 'utf8');

export function newBody(facts: Omit<ManifestBody, 'format' | 'version' | 'tombstones'>): ManifestBody {
  return bodySchema.parse({ format: FORMAT, version: VERSION, tombstones: [], ...facts });
}

export function signManifest(body: ManifestBody, sign: (message: Uint8Array) => Uint8Array): string {
  return canonicalJson({ ...body, signature: Buffer.from(sign(bytesOf(body))).toString('hex') });
}

export function isSigned({ signature, ...body }: Manifest, publicKey: Uint8Array): boolean {
  return verifySignature(Buffer.from(signature, 'hex'), bytesOf(body), publicKey);
}

/**
 * Errors: `backup.manifest_missing` (no folder of a backup, or one that was never finished),
 * `backup.manifest_damaged` (not exactly what was written), `backup.manifest_newer` {found, known}.
 */
export function readManifest(folder: string): Manifest {
  const content = readSmallFile(filesOf(folder).manifest, LARGEST_FILE);
  if (content === undefined) throw new AppError('backup.manifest_missing');
  const damaged = new AppError('backup.manifest_damaged');
  if (content === null) throw damaged;
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    json = JSON.parse(text);
    if (canonicalJson(json) !== text) throw damaged;
  } catch {
    throw damaged;
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) throw damaged;
  const { version } = envelope.data;
  if (version > VERSION) throw new AppError('backup.manifest_newer', { found: version, known: VERSION });
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) throw damaged;
  return manifest.data;
}
