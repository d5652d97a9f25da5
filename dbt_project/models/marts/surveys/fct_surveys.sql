with surveys as (

    select * from {{ ref('int_surveys__as_of_cut_off') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

)

select
    surveys.platform_id,
    surveys.survey_id,
    surveys.order_id,
    surveys.region_id,

    surveys.business_date,
    surveys.region_type,
    surveys.city_tier::smallint as city_tier,
    surveys.income_band::smallint as income_band,
    orders.service_type,
    orders.value_tier,
    orders.hour_of_day,
    orders.weather_class,

    surveys.sent_at,
    surveys.answered_at,
    surveys.is_answered,
    surveys.score::smallint as score,
    surveys.score >= {{ var('satisfied_from_score') }} as is_top_box
from surveys
left join orders
    on
        surveys.platform_id = orders.platform_id
        and surveys.order_id = orders.order_id
