// What a recorder's form shows besides the fields of its schema. Most need nothing.
import type { VNode } from 'preact';
import { CustomPreview } from './CustomPreview.tsx';
import type { DraftRecorder } from './draft.ts';

export type ExtraProps = {
  recorder: DraftRecorder;
  /** As they stand in the form, with stand-ins for secrets. */
  settings: Record<string, unknown>;
  onChange: (recorder: DraftRecorder) => void;
};

const extras: Record<string, (props: ExtraProps) => VNode> = { custom: CustomPreview };

/** The extra part of the form of a recorder type; null where there is none. */
export function findExtra(type: string): ((props: ExtraProps) => VNode) | null {
  return (Object.hasOwn(extras, type) ? extras[type] : undefined) ?? null;
}
