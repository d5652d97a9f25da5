{%- set compared = [
    "metric_id", "platform_id", "period_grain", "period_start", "cut", "member", "family",
    "ci_method", "reference"
] -%}
{%- set parts = ["numerator", "denominator", "units"] -%}
with dates as (

    select
        {{ compared | join(", ") }},
        business_date
        {%- for part in parts %},
        sum({{ part }}) as {{ part }},
        sum({{ part }}_reference) as {{ part }}_reference
        {%- endfor %}
    from {{ ref('fairness_pairs') }}
    group by all

),

sides as (

    {% for side, suffix in [("member", ""), ("reference", "_reference")] %}
    {%- set n, d = "numerator" ~ suffix, "denominator" ~ suffix %}
    select
        {{ compared | join(", ") }},
        '{{ side }}' as side,
        sum({{ n }}) as sum_n,
        sum({{ d }}) as sum_d,
        -- Beyond 2 ** 53 the order of the rows would turn the last digit of a sum of doubles.
        sum({{ n }}::hugeint * {{ n }}::hugeint)::double as sum_nn,
        sum({{ n }}::hugeint * {{ d }}::hugeint)::double as sum_nd,
        sum({{ d }}::hugeint * {{ d }}::hugeint)::double as sum_dd,
        count(*) filter (where {{ d }} > 0) as clusters,
        sum(units{{ suffix }})::bigint as units
    from dates
    group by all
    having sum(denominator) > 0 and sum(denominator_reference) > 0
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

intervals as (

    {{ clustered_ratios('sides', ref('t_quantiles')) }}

)

select * from intervals
