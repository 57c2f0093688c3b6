import guide from '../../../../../docs/guide/asking-results.md?raw';
import { readRecipes } from './read-recipes.js';

/** The queries of the guide, which is their only home. */
export const RECIPES = readRecipes(guide);
