// How Web Chat looks: the same colours and type as the page around it.
const light = {
  ground: '#f6f3ec', surface: '#ffffff', line: '#e3ddd0', text: '#22302f', quiet: '#5c6866', accent: '#0e6b66', mine: '#0e6b66', onMine: '#ffffff',
  good: '#1c7a3f', warning: '#9a5b00', attention: '#b3261e', goodGround: '#e7f4ea', warningGround: '#fdf2dc', attentionGround: '#fbe9e7', emphasis: '#f1eee6',
};
const dark = {
  ground: '#121a1a', surface: '#1c2726', line: '#2f3d3b', text: '#e8ecea', quiet: '#9fb0ad', accent: '#6fd0c5', mine: '#14544f', onMine: '#f2fbfa',
  good: '#7fd79b', warning: '#f0c169', attention: '#ff9e94', goodGround: '#173324', warningGround: '#3a2d12', attentionGround: '#3f201d', emphasis: '#243130',
};
const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';

export const strings = {
  TEXT_INPUT_PLACEHOLDER: '问一句，或说说您的情况',
  VOTE_LIKE_ALT: '有用',
  VOTE_DISLIKE_ALT: '没用',
};

export function styleOptions(isDark) {
  const c = isDark ? dark : light;
  return {
    accent: c.accent,
    subtle: c.quiet,
    primaryFont: FONT,
    monospaceFont: FONT,
    backgroundColor: 'transparent',
    rootHeight: '100%',
    rootWidth: '100%',
    paddingRegular: 12,
    paddingWide: 16,
    transitionDuration: '.15s',
    avatarSize: 0,
    botAvatarInitials: undefined,
    bubbleBackground: c.surface,
    bubbleTextColor: c.text,
    bubbleBorderColor: c.line,
    bubbleBorderWidth: 1,
    bubbleBorderRadius: 14,
    bubbleNubSize: 0,
    bubbleMaxWidth: 640,
    bubbleAttachmentMaxWidth: 640,
    bubbleMinHeight: 42,
    bubbleFromUserBackground: c.mine,
    bubbleFromUserTextColor: c.onMine,
    bubbleFromUserBorderColor: c.mine,
    bubbleFromUserBorderWidth: 1,
    bubbleFromUserBorderRadius: 14,
    bubbleFromUserNubSize: 0,
    messageActivityWordBreak: 'break-word',
    autoScrollSnapOnPage: true,
    autoScrollSnapOnPageOffset: -24,
    groupTimestamp: 300000,
    timestampColor: c.quiet,
    timestampFormat: 'relative',
    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: c.surface,
    suggestedActionBackgroundColorOnHover: c.emphasis,
    suggestedActionBackgroundColorOnActive: c.emphasis,
    suggestedActionBackgroundColorOnFocus: c.surface,
    suggestedActionTextColor: c.accent,
    suggestedActionBorderColor: c.accent,
    suggestedActionBorderRadius: 20,
    suggestedActionBorderWidth: 1,
    suggestedActionHeight: 40,
    suggestedActionsFlowMaxHeight: '40vh',
    hideUploadButton: true,
    sendBoxBackground: c.surface,
    sendBoxTextColor: c.text,
    sendBoxPlaceholderColor: c.quiet,
    sendBoxButtonColor: c.accent,
    sendBoxButtonColorOnHover: c.accent,
    sendBoxBorderTop: `solid 1px ${c.line}`,
    sendBoxHeight: 52,
    sendBoxTextWrap: true,
    sendBoxMaxHeight: 140,
    transcriptOverlayButtonBackground: c.accent,
    transcriptOverlayButtonColor: isDark ? c.ground : '#ffffff',
    transcriptOverlayButtonBackgroundOnHover: c.accent,
    markdownExternalLinkIconImage: 'none',
    markdownRespectCRLF: true,
    cardEmphasisBackgroundColor: c.emphasis,
    connectivityTextSize: '85%',
    notificationText: c.text,
    typingAnimationDuration: 10000,
  };
}

/** Of Adaptive Cards. */
export function hostConfig(isDark) {
  const c = isDark ? dark : light;
  const colors = { default: both(c.text, c.quiet), accent: both(c.accent), good: both(c.good), warning: both(c.warning), attention: both(c.attention), light: both(c.quiet), dark: both(c.text) };
  const style = backgroundColor => ({ backgroundColor, borderColor: 'transparent', foregroundColors: colors });
  return {
    supportsInteractivity: true,
    fontFamily: FONT,
    lineHeights: { small: 20, default: 24, medium: 26, large: 30, extraLarge: 36 },
    fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 6, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 14 },
    separator: { lineThickness: 1, lineColor: c.line },
    containerStyles: {
      default: style('transparent'), emphasis: style(c.emphasis), accent: style(c.emphasis),
      good: style(c.goodGround), warning: style(c.warningGround), attention: style(c.attentionGround),
    },
    actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'stretch', showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' }, preExpandSingleShowCardAction: false },
    adaptiveCard: { allowCustomStyle: false },
    textBlock: { headingLevel: 3 },
    textStyles: { heading: { fontType: 'default', size: 'default', weight: 'bolder', color: 'default', isSubtle: false } },
  };
}

function both(strong, subtle = strong) {
  return { default: strong, subtle, highlightColors: { default: 'transparent', subtle: 'transparent' } };
}
