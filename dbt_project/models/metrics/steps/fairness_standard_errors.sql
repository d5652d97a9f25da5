{%- set key = ["metric_id", "platform_id", "period_grain", "period_start", "cut", "member"] -%}
{%- set parts = ["numerator", "denominator", "numerator_reference", "denominator_reference"] -%}
with pairs as (

    select * from {{ ref('fairness_pairs') }}

),

whole_dates as (

    select
        {{ key | join(", ") }},
        business_date
        {%- for part in parts %},
        sum({{ part }}) as {{ part }}
        {%- endfor %}
    from pairs
    group by all

),

standardised as (

    {{ clustered_gaps('pairs', key, ['stratum'], ['business_date']) }}

),

plain as (

    {{ clustered_gaps('whole_dates', key, [], ['business_date']) }}

)

select
    {{ key | join(", ") }},
    standardised.standard_error,
    standardised.degrees_of_freedom,
    plain.correlation
from plain
left join standardised using ({{ key | join(", ") }})
