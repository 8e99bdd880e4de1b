"""The bot's own connecting sentences. Answers and small talk come from knowledge/."""

NEXT_BEST = "혹시 이걸 물어보셨나요?"
ASK_WHICH = "어떤 것이 궁금하세요? 아래에서 골라 주세요."
ASK_WHETHER = "혹시 이것을 찾으세요? 맞으면 “네”라고 말씀해 주세요."
ASK_WHETHER_SPOKEN = "혹시 {title}, 이것을 찾으세요? 네 또는 아니요로 말씀해 주세요."
ASK_WHICH_SPOKEN = "어떤 것이 궁금하세요? {choices} 번호로 말씀해 주세요."
SPOKEN_CHOICE = "{number}, {title}."
SPOKEN_NUMBERS = ("첫 번째", "두 번째", "세 번째", "네 번째", "다섯 번째")
NONE_OF_THESE = "해당 없음"
REPHRASE = (
    "죄송해요, 잘 알아듣지 못했어요. 하고 싶은 일을 짧게 말씀해 주세요. "
    "예를 들면 “여권 재발급”, “소파 버리기”처럼요."
)
PERSON_TOO = "급하시면 {contact}에 전화하셔도 됩니다."
HANDOFF = "제가 바로 답을 드리지 못했어요. 담당자가 도와드리겠습니다."
HANDOFF_ASKED = "직원이 직접 도와드리겠습니다."
HANDOFF_DEPARTMENT = "{title} 담당은 {contact}입니다."
OFFICE_OPEN = "지금은 구청 업무 시간이에요({hours})."
OFFICE_CLOSED = "지금은 구청 업무 시간이 아니에요."
OFFICE_HOLIDAY = "오늘은 공휴일({holiday})이라 구청이 쉬어요."
OFFICE_OPENS = "다음에 여는 날은 {day}이고, 업무 시간은 {hours}입니다."
HANDOFF_CALL_CENTER = "{name} {phone}에서는 {hours} 상담합니다."
HANDOFF_CALL_CENTER_NOW = "지금은 {name} {phone}에 전화하시면 돼요. {hours} 상담합니다."
TROUBLE = "죄송합니다. 지금 답변을 찾지 못했어요. 잠시 뒤 다시 물어봐 주시거나 {contact}에 전화해 주세요."
NO_SUCH_FACET = "{label} 안내는 따로 없어요. 대신 {given} 안내를 드려요."
# After the same answer twice: whatever else was asked is not in it.
NO_MORE_HERE = "제가 아는 것은 여기까지예요. 더 자세한 것은 {contact}에 물어봐 주세요."
HOURS_OF_OFFICE = "구청 업무 시간은 {hours}예요. 더 여는 곳이 있는지는 전화로 물어보세요."
CONFIRM_BY_PHONE = "바뀌었을 수 있으니 전화로 한 번 더 확인해 주세요."
ASK_TOPIC_FOR_FACET = (
    "어떤 일인지 말씀해 주세요. 예를 들면 “여권 재발급”처럼요. {label} 안내를 찾아 드릴게요."
)
ASK_NUMBER = "몇 번째가 맞으세요? 첫 번째처럼 번호로 말씀해 주세요."
NOTHING_TO_CHOOSE = "고를 것이 아직 없어요. 궁금한 것을 먼저 물어봐 주세요."
NO_SUCH_CHOICE = "그 번호는 없어요. 보기에서 다시 골라 주세요."
NOTHING_TO_REPEAT = "아직 드린 답이 없어요. 궁금한 것을 말씀해 주세요."
FROM_NOW_ON = {
    "slower": "네, 더 천천히 말씀드릴게요. 궁금한 것을 말씀해 주세요.",
    "louder": "네, 더 크게 말씀드릴게요. 궁금한 것을 말씀해 주세요.",
    "quieter": "네, 더 작게 말씀드릴게요. 궁금한 것을 말씀해 주세요.",
}
NOTHING_BEFORE = "앞에서 이야기한 것이 없어요. 궁금한 것을 말씀해 주세요."
NOTHING_MORE = "더 드릴 내용은 없어요. 자세한 것은 {contact}에 물어봐 주세요."
OTHERS_LIKE_THIS = "이런 것도 있어요. 궁금한 것을 골라 주세요."
WRONG_ANSWER = "엉뚱한 답을 드려 죄송합니다. 혹시 이 중에 있나요?"
WRONG_ANSWER_NOTHING = "엉뚱한 답을 드려 죄송합니다. 다른 말로 한 번만 더 물어봐 주세요."
DONG_CENTER = "동 행정복지센터"
LIVES_IN = "{dong}에 사시는군요."
OWN_CENTER = "{dong}에 사시면 {district} {center}로 가시면 돼요."
ONE_OF_CENTERS = "{dong}에 사시면 {district} {centers} 가운데 주소를 맡은 곳으로 가시면 돼요."
SOURCE_LINE = "출처: {sources}"
CHECKED_LINE = "{date} 확인"
CONTACT_LINE = "문의: {contact}"
WEEKDAYS = "월화수목금토일"
NATIONAL_LINE = "정부민원안내 110"
BROWSE = "{domain}에서 많이 찾으시는 것들이에요. 골라 주시거나 직접 물어봐 주세요."
NUMBERS_COVERED = (
    "적어 주신 {kinds}는 지우고 저장하지 않았어요. 개인정보는 적지 않으셔도 안내해 드릴 수 있어요."
)
EMERGENCY = (
    "지금 바로 119에 전화하세요. 범죄나 폭력이면 112, 죽고 싶은 마음이 드시면 109에 전화해 주세요. "
    "저는 대신 신고할 수 없어요."
)
RESUME = "하던 이야기로 돌아가기"
SOURCE_WEATHER = "기상청"
SOURCE_AIR = "한국환경공단 에어코리아"
ALERT = "{at} 재난문자: {text}"
AGE_WITHIN = "말씀하신 나이({age}세)는 “{limit}”에 들어가요."
AGE_OUTSIDE = "말씀하신 나이({age}세)는 “{limit}”에 들어가지 않아요."
AGE_CLOSE = "만 나이로 따지니 생일이 지났는지 확인해 주세요."
IN_PLACE_OF = "대신 가실 때는 이렇게 하세요. {sentence}"
FOR_A_CHILD = "아이 것으로 알려 드려요."
STEP_MORE = "여기까지 하셨으면 “다음”이라고 말씀해 주세요."
NEXT_STEP = "다음 단계"
WHOLE_TEXT = "전체 보기"
