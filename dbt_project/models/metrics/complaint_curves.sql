{%- set curve = ['platform_id', 'cut', 'member', 'clock'] -%}
{%- set horizons = {} -%}
{%- for hours in var('curve_hours') -%}
    {%- do horizons.update({hours ~ 'h': hours * 3600}) -%}
{%- endfor -%}
with complaints as (

    select * from {{ ref('fct_complaints') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

waits as (

    {% for clock, metric_id in var('curve_clocks').items() -%}
    select
        figure_platforms.published_as as platform_id,
        cuts.cut,
        case cuts.cut
            when 'all' then 'all'
            {%- for cut in var('curve_cuts') if cut != 'all' %}
            when '{{ cut }}' then complaints.{{ cut }}
            {%- endfor %}
        end as member,
        '{{ clock }}' as clock,
        complaints.{{ clock }}_seconds as waited,
        complaints.{{ clock }}_fate as fate
    from complaints
    inner join figure_platforms
        on
            complaints.platform_id = figure_platforms.platform_id
            and figure_platforms.metric_id = '{{ metric_id }}'
    cross join (values ('{{ var("curve_cuts") | join("'), ('") }}')) as cuts (cut)
    where complaints.{{ clock }}_fate is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

known_waits as (

    select * from waits
    where member is not null

),

curves as (

    {{ aalen_johansen('known_waits', curve, horizons) }}

),

points as (

    {% for name, seconds in horizons.items() -%}
    select
        {{ curve | join(', ') }},
        {{ seconds // 3600 }}::smallint as hours,
        share_{{ name }} as event_share,
        low_{{ name }} as ci_low,
        high_{{ name }} as ci_high,
        rivals_{{ name }} as competing_share,
        at_risk_{{ name }} as at_risk
    from curves
    {{ "union all" if not loop.last }}
    {% endfor %}
)

-- A curve ends where nobody has been watched for longer.
select * from points
where event_share is not null
order by {{ curve | join(', ') }}, hours
