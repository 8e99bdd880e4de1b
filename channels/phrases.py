"""What the channel itself says to residents; the bot's own words come from knowledge/."""

EMPTY = "궁금한 점을 적어 주세요. 예를 들면 “여권 재발급 수수료”처럼요."
TOO_LONG = "질문이 너무 길어요. {limit:,}자 안으로 줄여서 다시 보내 주세요."
TOO_MANY = "짧은 시간에 질문이 너무 많이 왔어요. 잠시 쉬었다가 다시 보내 주세요."
TOO_LARGE = "보내신 내용이 너무 커요. 짧게 줄여서 다시 보내 주세요."
NOT_UNDERSTOOD = "보내신 내용을 읽지 못했어요. 화면을 새로 고친 뒤 다시 보내 주세요."
TROUBLE = (
    "죄송합니다. 지금 답변을 드리지 못하고 있어요. 잠시 뒤 다시 물어봐 주시거나 {contact}에 전화해 주세요."
)
NOT_FOUND = "찾으시는 주소가 없어요."
UNKNOWN_MESSAGE = "평가하신 답변을 찾지 못했어요. 대화가 지워졌을 수 있어요."
CANNOT_DELETE = "이 서버에서는 대화를 바로 지울 수 없어요. 담당 부서에 삭제를 요청해 주세요."
NOT_READY = "상담을 준비하고 있어요. 잠시 뒤 다시 해 주세요."
