export { ensureLinks, makeLink } from './make-link.ts';
export {
  changePlacedLinks,
  hitsByLink,
  hitsOfCampaign,
  hitsOfLinks,
  hoursOfOpenings,
  judgeTarget,
  linkLeadingTo,
  linksOfCampaign,
  linksInUse,
  makePlacedLinks,
  retirePlacedLinks,
} from './placed-links.ts';
export { renameLink, repointLink, restoreLink, retireLink } from './change-link.ts';
export { barcodeOfLink, labelCodes, openLink } from './open-link.ts';
export { getLink, HIT_DAYS, listLinks } from './view-links.ts';
export { type LinkTarget } from './schema.ts';
