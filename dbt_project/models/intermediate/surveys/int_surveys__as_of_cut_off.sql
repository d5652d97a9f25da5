with surveys as (

    select * from {{ ref('stg_raw__surveys') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

answers as (

    select
        surveys.*,
        -- A platform may keep the score and not the time of the answer.
        coalesce(surveys.answered_at <= cut_off.as_of, surveys.score is not null) as is_answered
    from surveys
    cross join cut_off
    where surveys.sent_at <= cut_off.as_of

)

select
    answers.platform_id,
    answers.survey_id,
    answers.order_id,
    answers.region_id,
    local_spans.region_type,
    local_spans.city_tier,
    local_spans.income_band,
    {{ add_seconds('answers.sent_at', 'local_spans.offset_seconds') }}::date as business_date,
    answers.sent_at,
    case when answers.is_answered then answers.answered_at end as answered_at,
    case when answers.is_answered then answers.score end as score,
    answers.is_answered
from answers
left join local_spans
    on
        answers.region_id = local_spans.region_id
        and {{ in_local_span('answers.sent_at') }}
