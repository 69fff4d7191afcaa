import { expect, it } from 'vitest';
import { toEdge, type Edge, type Stretch } from '../../src/content/banner-place.ts';

const height = 44;
const viewport = 800;

it.each<[string, Edge, Stretch | null, Edge]>([
  ['stays at the top while nothing has focus', 'top', null, 'top'],
  ['stays at the top while the field is in the middle', 'top', { top: 300, bottom: 340 }, 'top'],
  ['makes room for a field at the top', 'top', { top: 20, bottom: 60 }, 'bottom'],
  ['makes room for a field that peeks out below it', 'top', { top: 59, bottom: 90 }, 'bottom'],
  ['stays where it was moved to', 'bottom', { top: 300, bottom: 340 }, 'bottom'],
  ['makes room for a field at the bottom', 'bottom', { top: 750, bottom: 790 }, 'top'],
  ['stays where it was wished for when a frame fills everything', 'top', { top: 0, bottom: 800 }, 'top'],
  ['stays where it was moved to when a frame fills everything', 'bottom', { top: 0, bottom: 800 }, 'bottom'],
  ['stays at the top while the field is scrolled out of sight', 'top', { top: -80, bottom: -40 }, 'top'],
])('%s', (_, wished, field, edge) => {
  expect(toEdge(wished, height, viewport, field)).toBe(edge);
});
