import { z } from 'zod';
import { enteredLine, optionalLine } from './text/entered.ts';

/** Closed categories (rules.md C0): 供应商, 业务客户, 合作机构. */
export const CATEGORIES = ['supplier', 'client', 'partner'] as const;
export const categorySchema = z.enum(CATEGORIES);
export type Category = z.infer<typeof categorySchema>;

/** 机构 or 个人. */
export const PARTIES = ['organisation', 'individual'] as const;

/** 洽谈中 → 合作中 → 停止; business clients only (C0). */
export const STATUSES = ['negotiating', 'active', 'stopped'] as const;
export const statusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof statusSchema>;

/** 永久, 30 年, 10 年. */
export const RETENTIONS = ['Y', 'D30', 'D10'] as const;
export type Retention = (typeof RETENTIONS)[number];

/** Place on the shelf (rules.md A4): room – cabinet – level – position. */
export const shelfSchema = z.strictObject({
  room: optionalLine(20),
  cabinet: enteredLine(20).min(1),
  level: z.int().min(1).max(99),
  position: z.int().min(1).max(9999),
});
export type Shelf = z.infer<typeof shelfSchema>;
