export { addTopic, removeTopic, renameTopic } from './writing/edit-topics.ts';
export { beginPage } from './writing/begin-page.ts';
export { listBanners, putBannerUp, standingBanners, takeBannerDown } from './writing/banners.ts';
export { saveContact } from './framing/save-contact.ts';
export { saveLinks } from './framing/save-links.ts';
export { savePeople } from './framing/save-people.ts';
export { saveServices } from './framing/save-services.ts';
export { libraryLinks, shownPeople, shownServices, siteFrame } from './reading/site-frame.ts';
export {
  getContact,
  listLinkChoices,
  listLinks,
  listPeople,
  listServices,
  type ChosenLink,
} from './reading/staff-lists.ts';
export { saveHead } from './writing/save-head.ts';
export {
  addPageBlock,
  addPageBlocks,
  leasePageBlock,
  movePageBlock,
  putPageBlockBack,
  releasePageBlock,
  removePageBlock,
  savePageBlock,
} from './writing/write-page.ts';
export { publishPage, submitPage, withdrawPage } from './publishing/publish-page.ts';
export { removePage } from './publishing/remove-page.ts';
export { compareVersion, listPageVersions, restoreVersion } from './publishing/restore-version.ts';
export { checkPage, type PageCheck } from './reading/check-page.ts';
export {
  listNews,
  listPageAddresses,
  listStanding,
  listTopics,
  viewContent,
  viewPage,
} from './reading/public-pages.ts';
export { listDeadLinks } from './outward/list-dead-links.ts';
export { lookAtPage, type PageLook } from './outward/look-at-links.ts';
export { findPages } from './reading/find-pages.ts';
export { countPages, getPage, getPageWriting, listPages, listTopicRows } from './reading/staff-pages.ts';
export { sharePicture, type SharedWords } from './reading/share-picture.ts';
export { addSitePicture, changeSitePicture, hideSitePicture, listSitePictures } from './writing/site-pictures.ts';
export {
  hideSiteFile,
  listPageFiles,
  listSiteFiles,
  removeSiteFile,
  renameSiteFile,
  setSiteCaptions,
} from './writing/site-files.ts';
export { mayChangeFile } from './writing/may-bring.ts';
export type { HeadInput, ShowInput } from './schema.ts';
export type { LinkInput, PersonInput, ServiceInput } from './schema-frame.ts';
export type { DraftSource } from './data/pages.queries.ts';
